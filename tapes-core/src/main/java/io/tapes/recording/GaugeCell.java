package io.tapes.recording;

import java.util.concurrent.atomic.AtomicLong;

/** Where a gauge keeps what it was set to: on the heap, or in a file. Any thread. */
public abstract class GaugeCell {
  /** Not a number marks a gauge that has no value: it was never set, or set to that. */
  public static final long UNSET = Double.doubleToRawLongBits(Double.NaN);

  /** Returns the value's bits. */
  public abstract long bits();

  public abstract void set(long bits);

  public abstract boolean compareAndSet(long expected, long bits);

  /** Returns when it was set, 0 where that is not needed. */
  public abstract long changedMillis();

  public abstract void changed(long millis);

  /** The usual place. */
  public static final class OnHeap extends GaugeCell {
    private final AtomicLong bits = new AtomicLong(UNSET);
    private volatile long changedMillis;

    @Override
    public long bits() {
      return bits.get();
    }

    @Override
    public void set(long newBits) {
      bits.set(newBits);
    }

    @Override
    public boolean compareAndSet(long expected, long newBits) {
      return bits.compareAndSet(expected, newBits);
    }

    @Override
    public long changedMillis() {
      return changedMillis;
    }

    @Override
    public void changed(long millis) {
      changedMillis = millis;
    }
  }
}
