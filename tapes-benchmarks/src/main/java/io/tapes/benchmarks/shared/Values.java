package io.tapes.benchmarks.shared;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What every benchmark records: service latencies around 10 ms, lognormal, drawn beforehand. Each
 * thread walks through the same array from a place of its own.
 */
@State(Scope.Thread)
public class Values {
  private static final int COUNT = 1 << 14;
  private static final int MASK = COUNT - 1;
  private static final long[] NANOS = latencies(COUNT, 42);
  private static final double[] SECONDS = new double[COUNT];
  private static final double[] MILLIS = new double[COUNT];

  static {
    for (int i = 0; i < COUNT; i++) {
      SECONDS[i] = NANOS[i] / 1e9;
      MILLIS[i] = NANOS[i] / 1e6;
    }
  }

  private int next = ThreadLocalRandom.current().nextInt(COUNT);

  /**
   * Typical latencies of a service: median 10 ms, sigma 0.5.
   *
   * @param count how many
   * @param seed of the generator
   * @return nanoseconds
   */
  public static long[] latencies(int count, long seed) {
    Random random = new Random(seed);
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = Math.round(1e7 * Math.exp(0.5 * random.nextGaussian()));
    }
    return nanos;
  }

  public long nanos() {
    return NANOS[next++ & MASK];
  }

  public double seconds() {
    return SECONDS[next++ & MASK];
  }

  public double millis() {
    return MILLIS[next++ & MASK];
  }

  public int index() {
    return next++ & MASK;
  }
}
