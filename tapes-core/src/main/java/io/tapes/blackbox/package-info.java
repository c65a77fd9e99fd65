/**
 * The black box: a file in memory in which a worker's counts survive its process, however that
 * ends. {@link io.tapes.blackbox.BlackBox} is a {@link io.tapes.Storage} of a registry, {@link
 * io.tapes.blackbox.RecoveredBox} what another process finds. For distributed mode; applications do
 * not use it.
 */
@NullMarked
package io.tapes.blackbox;

import org.jspecify.annotations.NullMarked;
