package io.tapes.reporters.prometheus.parse;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.ClassicBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the values of a classic histogram are kept in a distribution: those of each bucket in one
 * bucket of the table, near the middle of its bounds.
 *
 * <p>Which one depends on the bounds alone. So no bucket ever falls while the histogram grows, the
 * distributions of two histograms add up to that of both, and written with the same bounds each has
 * the counts again that it came with.
 */
final class ClassicLayout {
  private static final BucketTable TABLE = BucketTable.DOUBLES;

  private final double[] bounds;
  private final List<Double> kept = new ArrayList<>();

  /** For each bucket, the one of the table. */
  private final int[] places;

  ClassicLayout(double[] bounds) {
    this.bounds = bounds;
    int n = bounds.length;
    places = new int[n + 1];
    int below = TABLE.first() - 1;
    for (int i = 0; i < n; i++) {
      int last = ClassicBounds.lastBelow(TABLE, bounds[i]);
      double lower = i > 0 ? bounds[i - 1] : Math.min(0, bounds[0]);
      int middle = TABLE.index(TABLE.key(lower / 2 + bounds[i] / 2));
      if (below < last) {
        places[i] = Math.max(below + 1, Math.min(middle, last));
        kept.add(bounds[i]);
      } else { // closer to the one before than the table tells apart: the two are one bucket
        places[i] = last;
        kept.set(kept.size() - 1, bounds[i]);
      }
      below = last;
    }
    places[n] = n == 0 ? TABLE.index(0) : Math.min(below + 1, TABLE.last());
  }

  boolean hasBounds(double[] others) {
    return Arrays.equals(bounds, others);
  }

  /** The bounds that tell the buckets apart. */
  List<Double> bounds() {
    return kept;
  }

  /**
   * The distribution of some counts.
   *
   * @param counts of each bucket alone, that of +Inf last
   * @param sum their sum; not a number where it is not known
   * @param rest what that lacks
   */
  Distribution distribution(long[] counts, double sum, double rest) {
    int[] indices = new int[counts.length];
    long[] values = new long[counts.length];
    int size = 0;
    double estimate = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        continue;
      }
      if (size > 0 && indices[size - 1] == places[i]) {
        values[size - 1] += counts[i];
      } else {
        indices[size] = places[i];
        values[size++] = counts[i];
      }
      estimate += counts[i] * TABLE.middle(places[i]);
    }
    if (size == 0) {
      return Distribution.empty();
    }
    boolean known = !Double.isNaN(sum);
    return Distribution.ofDoubles(
        Arrays.copyOf(indices, size),
        Arrays.copyOf(values, size),
        known ? sum : estimate,
        known ? rest : 0,
        TABLE.lowest(indices[0]),
        TABLE.highest(indices[size - 1]));
  }
}
