package io.tapes;

import io.tapes.distribution.Ticks;
import org.jspecify.annotations.Nullable;

/**
 * An instrument whose figures follow time in ticks. Every reading goes on from the one before, so
 * it reads and remembers under one lock, and readers may be any number of threads.
 */
abstract class TickedInstrument extends Instrument {
  private final TickPhase phase;

  /** The end of the last tick, or when the instrument was made. */
  private long tickNanos;

  /** Whether a tick has ended: otherwise the first one initialises the averages. */
  private boolean ticked;

  TickedInstrument(TickPhase phase, long startNanos) {
    this.phase = phase;
    this.tickNanos = startNanos;
  }

  @Override
  final synchronized @Nullable Series series(long nanos, long wallMillis) {
    return super.series(nanos, wallMillis);
  }

  /** Reads on both sides of a step of time, if a tick ends within it. */
  final synchronized void pass(long from, long fromMillis, long to, long toMillis) {
    if (phase.latest(tickNanos, to) != tickNanos) {
      series(from, fromMillis);
      series(to, toMillis);
    }
  }

  /** The ticks since the last reading, which this one has to make up for. Under the lock. */
  final Ticks ticksUntil(long nanos, long wallMillis) {
    long before = tickNanos;
    boolean first = !ticked;
    tickNanos = phase.latest(before, nanos);
    ticked |= tickNanos != before;
    return new Ticks(before, phase.next(before), tickNanos, first, nanos, wallMillis);
  }
}
