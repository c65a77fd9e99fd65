package io.tapes.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;

/** The maximum of the last minutes, as Micrometer has it: of at least so many, and not of more. */
final class Maximum {
  /*
   * As in Micrometer's TimeWindowMax, a ring of cells holds the maxima since the start of several
   * intervals, and the cell with the earliest start is shown. When an interval ends that cell begins
   * again. Every value belongs into all cells; the youngest one holds the least, so a value that is
   * not above it is above none, which is the usual case and costs the clock and one look.
   *
   * Values are longs that are ordered as they are: nanoseconds, or the bits of doubles from 0 on.
   */
  private final Clock clock;
  private final long intervalMillis;
  private final AtomicLongArray cells;

  /** Where the earliest start is. */
  private volatile int earliest;

  private volatile long startMillis;

  Maximum(Clock clock, DistributionStatisticConfig config) {
    this.clock = clock;
    Duration interval = Objects.requireNonNull(config.getExpiry());
    intervalMillis = Math.max(1, interval.toMillis());
    cells = new AtomicLongArray(Objects.requireNonNull(config.getBufferLength()));
    startMillis = clock.wallTime();
  }

  void record(long value) {
    rotate();
    int last = cells.length() - 1;
    int first = earliest;
    if (value > cells.get(first == 0 ? last : first - 1)) {
      for (int i = 0; i <= last; i++) {
        raise(i, value);
      }
    }
  }

  private void raise(int cell, long value) {
    long seen = cells.get(cell);
    while (seen < value && !cells.compareAndSet(cell, seen, value)) {
      seen = cells.get(cell);
    }
  }

  /** The maximum now; 0 if there was no value. */
  long value() {
    rotate();
    return cells.get(earliest);
  }

  private void rotate() {
    if (clock.wallTime() - startMillis >= intervalMillis) {
      rotateLocked();
    }
  }

  private synchronized void rotateLocked() {
    long ended = (clock.wallTime() - startMillis) / intervalMillis;
    for (long i = Math.min(ended, cells.length()); i > 0; i--) {
      int first = earliest;
      cells.set(first, 0);
      earliest = first + 1 == cells.length() ? 0 : first + 1;
    }
    startMillis += ended * intervalMillis;
  }
}
