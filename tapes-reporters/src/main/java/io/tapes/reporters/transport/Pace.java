package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Keeps datagrams from overflowing their receiver's buffer, which would go unnoticed: a burst goes
 * out at once, what follows at a steady rate.
 */
final class Pace {
  /*
   * A bucket of allowance that fills with time. Linux counts what a datagram occupies against the
   * receiver's buffer, some 800 bytes more than it carries, and by default has room for 208 KiB. A
   * burst takes a third of that; at the rate, a receiver may be away for some 30 ms before the
   * rest is full. One datagram may be larger than the burst: it then waits for a full bucket.
   */
  static final long BURST_BYTES = 64 << 10;
  static final long BYTES_PER_SECOND = 4 << 20;
  static final int OVERHEAD_BYTES = 768;

  private static final double NANOS_PER_BYTE = 1e9 / BYTES_PER_SECOND;

  private final Clock clock;
  private final Sleeper sleeper;
  private double allowance = BURST_BYTES;
  private long filledNanos;
  private boolean begun;

  Pace(Clock clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Waits until a datagram of this length may leave. */
  void await(int bytes) throws InterruptedIOException {
    double cost = Math.min(BURST_BYTES, bytes + OVERHEAD_BYTES);
    fill();
    while (allowance < cost) {
      sleeper.pause(Duration.ofNanos((long) Math.ceil((cost - allowance) * NANOS_PER_BYTE)));
      fill();
    }
    allowance -= cost;
  }

  private void fill() {
    long now = clock.nanoTime();
    if (begun) {
      allowance = Math.min(BURST_BYTES, allowance + (now - filledNanos) / NANOS_PER_BYTE);
    }
    begun = true;
    filledNanos = now;
  }
}
