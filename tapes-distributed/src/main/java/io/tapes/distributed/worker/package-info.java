/**
 * The worker's end: what changed since the last delivery, in frames, until it is acknowledged.
 *
 * <p>Internal to this module: its types are public for the sister packages alone, and change
 * without notice.
 */
@NullMarked
package io.tapes.distributed.worker;

import org.jspecify.annotations.NullMarked;
