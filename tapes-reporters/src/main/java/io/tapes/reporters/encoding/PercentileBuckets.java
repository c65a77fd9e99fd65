package io.tapes.reporters.encoding;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The 276 buckets that all clients of Atlas share: each octave pair is divided by thirds of its
 * power of four. Recorded buckets are counted whole, where their middle lies.
 */
public final class PercentileBuckets {
  public static final int COUNT = 276;

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

  /** Returns the bucket of a value. */
  public static int index(long value) {
    if (value < 4) {
      return (int) Math.max(0, value);
    }
    int shift = (63 - Long.numberOfLeadingZeros(value)) & ~1;
    long power = 1L << shift;
    return Math.min(
        (int) ((value - power) / (power / 3)) + POWER_OF_FOUR[shift / 2] + 1, COUNT - 1);
  }

  /** Returns the bucket of a duration, which counts at the nearer end of 1 ns to 24 h. */
  public static int indexOfNanos(long nanos) {
    return index(Math.min(Math.max(nanos, SHORTEST_NANOS), LONGEST_NANOS));
  }

  /** Returns the number of a bucket as tags have it: four digits. */
  public static String hex(int bucket) {
    String digits = Integer.toHexString(bucket).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  /**
   * Returns how many values lie in each bucket that holds any.
   *
   * @param durations whether the values are nanoseconds, which have a range
   */
  public static Map<Integer, Long> counts(Distribution values, boolean durations) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < values.bucketCount(); i++) {
      long value = middle(values.bucketIndex(i));
      int bucket = durations ? indexOfNanos(value) : index(value);
      counts.merge(bucket, values.bucketValues(i), Long::sum);
    }
    return counts;
  }

  /** Returns the middle of a recorded bucket. */
  public static long middle(int bucket) {
    long lowest = Buckets.lowest(bucket);
    return lowest + (Buckets.highest(bucket) - lowest) / 2;
  }
}
