/**
 * The {@code tapes} command: {@code demo}, {@code aggregate} and {@code top}. A command, not a
 * library: nothing in here is for use by other code.
 */
@NullMarked
package io.tapes.cli;

import org.jspecify.annotations.NullMarked;
