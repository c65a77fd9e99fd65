package io.tapes.reporters.encoding;

import io.tapes.DistributionValue;
import io.tapes.MetricInfo;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.util.List;

/**
 * The upper bounds of Prometheus' classic histograms, and the cumulative counts at them.
 *
 * <p>Each bucket of a distribution is counted whole, where its midpoint lies. So the count at a
 * bound is exact for a bound within 0.79 % of it, no count ever falls as a distribution grows, and
 * the counts of two distributions add up to those of their sum.
 */
public final class ClassicBounds {
  /** Prometheus clients' usual bounds in seconds, in units of 1 ms; recorded are nanoseconds. */
  public static final ClassicBounds TIMER =
      new ClassicBounds(
          1_000_000, 3, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000);

  /** Powers of four, for numbers of any kind: 1 byte to 256 MiB, or 1 to 268 million things. */
  public static final ClassicBounds HISTOGRAM =
      new ClassicBounds(
          1, 0, 1, 1L << 2, 1L << 4, 1L << 6, 1L << 8, 1L << 10, 1L << 12, 1L << 14, 1L << 16,
          1L << 18, 1L << 20, 1L << 22, 1L << 24, 1L << 26, 1L << 28);

  /** Prometheus clients' usual bounds, as numbers. */
  public static final ClassicBounds DOUBLES =
      new ClassicBounds(
          List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
          BucketTable.DOUBLES,
          1);

  /** Everything in one bucket. */
  private static final ClassicBounds NONE = new ClassicBounds(List.of(), BucketTable.LONGS, 1);

  private final String[] labels;

  /** The last bucket below each bound. */
  private final int[] buckets;

  private ClassicBounds(long recordedPerUnit, int decimals, long... units) {
    buckets = new int[units.length];
    labels = new String[units.length];
    for (int i = 0; i < units.length; i++) {
      long bound = units[i] * recordedPerUnit;
      int bucket = Buckets.index(bound);
      buckets[i] = midpoint(bucket) <= bound ? bucket : bucket - 1;
      labels[i] = Numbers.bound(units[i], decimals);
    }
  }

  private ClassicBounds(List<Double> shown, BucketTable table, double scale) {
    buckets = new int[shown.size()];
    labels = new String[shown.size()];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = lastBelow(table, shown.get(i) * scale);
      labels[i] = Numbers.bound(shown.get(i));
    }
  }

  /** Returns the last bucket of a table that is counted at a bound, in recorded units. */
  public static int lastBelow(BucketTable table, double bound) {
    long key = table.key(bound); // at most the largest long
    int bucket = table.index(key);
    return table.middle(bucket) <= table.value(key) ? bucket : bucket - 1;
  }

  /** Returns the bounds that a metric asks for, or else the usual ones. */
  public static ClassicBounds of(MetricInfo info) {
    if (info.bounds().equals(MetricInfo.UNCUT)) {
      return NONE;
    }
    if (!info.bounds().isEmpty()) {
      return new ClassicBounds(info.bounds(), info.kind().table(), info.kind().scale());
    }
    if (info.kind().table() == BucketTable.DOUBLES) {
      return DOUBLES;
    }
    return info.kind().scale() == DistributionValue.NANOS_PER_SECOND ? TIMER : HISTOGRAM;
  }

  /** Returns how many finite bounds there are. */
  public int size() {
    return buckets.length;
  }

  /** Returns a bound in the unit that is shown. */
  public double shown(int i) {
    return Double.parseDouble(labels[i]);
  }

  /** Returns whether a bound is below zero. */
  public boolean hasNegative() {
    return size() > 0 && shown(0) < 0;
  }

  /** Returns the text of a bound. */
  public String label(int i) {
    return labels[i];
  }

  /** Returns how many values lie at or below each finite bound. */
  public long[] cumulative(Distribution values) {
    return values.cumulative(buckets);
  }

  private static long midpoint(int index) {
    long lowest = Buckets.lowest(index);
    return lowest + (Buckets.highest(index) - lowest) / 2;
  }
}
