package io.tapes;

import java.util.concurrent.atomic.AtomicLong;

/** Where a gauge keeps what it was set to: on the heap, or in a {@link BlackBox}. Any thread. */
abstract class GaugeCell {
  /** The value's bits. */
  abstract long bits();

  abstract void set(long bits);

  abstract boolean compareAndSet(long expected, long bits);

  /** When it was set, 0 where nobody asks. */
  abstract long changedMillis();

  abstract void changed(long millis);

  /** The usual place. */
  static final class OnHeap extends GaugeCell {
    private final AtomicLong bits = new AtomicLong(Gauge.UNSET);
    private volatile long changedMillis;

    @Override
    long bits() {
      return bits.get();
    }

    @Override
    void set(long newBits) {
      bits.set(newBits);
    }

    @Override
    boolean compareAndSet(long expected, long newBits) {
      return bits.compareAndSet(expected, newBits);
    }

    @Override
    long changedMillis() {
      return changedMillis;
    }

    @Override
    void changed(long millis) {
      changedMillis = millis;
    }
  }
}
