package io.tapes.reporters.spectatord;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.util.Map;
import java.util.TreeMap;

/**
 * The 276 buckets that all clients of Atlas share: each octave pair is divided by thirds of its
 * power of four. Recorded buckets are counted whole, where their middle lies.
 */
final class PercentileBuckets {
  static final int COUNT = 276;

  /** The agent counts durations outside of 1 ns to 24 h at these. */
  private static final long SHORTEST_NANOS = 1;

  private static final long LONGEST_NANOS = 86_400_000_000_000L;

  /** The number of the bucket that holds each power of four; below 4 each value has its own. */
  private static final int[] POWER_OF_FOUR = new int[32];

  static {
    int index = 3;
    for (int exponent = 2; exponent < 64; exponent += 2) {
      long power = 1L << exponent;
      long step = power / 3;
      POWER_OF_FOUR[exponent / 2] = index;
      for (long bound = power; bound < (power << 2) - step; bound += step) {
        index++;
      }
    }
  }

  private PercentileBuckets() {}

  /** The bucket of a value. */
  static int index(long value) {
    if (value < 4) {
      return (int) Math.max(0, value);
    }
    int shift = (63 - Long.numberOfLeadingZeros(value)) & ~1;
    long power = 1L << shift;
    return Math.min(
        (int) ((value - power) / (power / 3)) + POWER_OF_FOUR[shift / 2] + 1, COUNT - 1);
  }

  /**
   * How many values lie in each bucket that holds any.
   *
   * @param durations whether the values are nanoseconds, which have a range
   */
  static Map<Integer, Long> counts(Distribution values, boolean durations) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < values.bucketCount(); i++) {
      long value = middle(values.bucketIndex(i));
      if (durations) {
        value = Math.min(Math.max(value, SHORTEST_NANOS), LONGEST_NANOS);
      }
      counts.merge(index(value), values.bucketValues(i), Long::sum);
    }
    return counts;
  }

  /** The middle of a recorded bucket. */
  static long middle(int bucket) {
    long lowest = Buckets.lowest(bucket);
    return lowest + (Buckets.highest(bucket) - lowest) / 2;
  }
}
