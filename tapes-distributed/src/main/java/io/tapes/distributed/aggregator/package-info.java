/**
 * The aggregator's end: applies frames to the totals, acknowledges them, and keeps what it must not
 * forget in its state file.
 *
 * <p>Internal to this module: its types are public for the sister packages alone, and change
 * without notice.
 */
@NullMarked
package io.tapes.distributed.aggregator;

import org.jspecify.annotations.NullMarked;
