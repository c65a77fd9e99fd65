package io.tapes.distribution;

import io.tapes.testing.Forall;
import java.util.List;
import java.util.TreeMap;

/** Distributions for tests. */
public final class Distributions {
  private Distributions() {}

  public static Distribution of(long... values) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    long sum = 0;
    long min = values.length == 0 ? 0 : Long.MAX_VALUE;
    long max = 0;
    for (long value : values) {
      counts.merge(Buckets.index(value), 1L, Long::sum);
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    int[] indices = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] perBucket = counts.values().stream().mapToLong(Long::longValue).toArray();
    return Distribution.of(indices, perBucket, sum, min, max);
  }

  public static Distribution of(List<Long> values) {
    return of(values.stream().mapToLong(Long::longValue).toArray());
  }

  /** Lists of values of every magnitude, with many repetitions. */
  public static List<Long> values(Forall any) {
    return any.list(
        60,
        () ->
            any.oneOf(
                () -> any.longs(0, 300),
                () -> any.longs(0, Long.MAX_VALUE),
                () -> 1L << any.ints(0, 62)));
  }

  public static Distribution any(Forall any) {
    return of(values(any));
  }
}
