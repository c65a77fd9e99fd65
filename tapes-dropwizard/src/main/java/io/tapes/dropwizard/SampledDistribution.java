package io.tapes.dropwizard;

import com.codahale.metrics.Snapshot;
import io.tapes.DistributionValue;
import io.tapes.Rates;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.DecayingDistribution;
import io.tapes.distribution.Distribution;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A distribution of which the count is known, and a sample of what is recent. One thread. */
final class SampledDistribution {
  /*
   * What came since the last reading is taken to be distributed as the sample is: quantiles of the
   * sample in equal steps stand for equal shares of it. The total only grows, as it must for those
   * who take differences of it and add up those of several processes. While the sample is empty,
   * as one of a time window may be, what came waits for the next one.
   */
  private static final int STEPS = 1_024;

  private Distribution total = Distribution.empty();
  private DecayingDistribution recent = DecayingDistribution.empty();
  private long waiting;

  /** Adds values, distributed as a sample that is taken only if there are any. */
  void add(long news, Supplier<Snapshot> sample) {
    waiting += news;
    if (waiting == 0) {
      return;
    }
    Snapshot snapshot = sample.get();
    if (snapshot.size() > 0) {
      recent = DecayingDistribution.empty().with(spread(snapshot, Math.min(STEPS, waiting)));
      total = total.plus(spread(snapshot, waiting));
      waiting = 0;
    }
  }

  private static Distribution spread(Snapshot snapshot, long count) {
    int steps = (int) Math.min(STEPS, count);
    TreeMap<Integer, Long> buckets = new TreeMap<>();
    long sum = 0;
    long given = 0;
    for (int i = 0; i < steps; i++) {
      long upTo = i + 1 == steps ? count : Math.round((double) count * (i + 1) / steps);
      long share = upTo - given;
      long value = Math.round(snapshot.getValue((i + 0.5) / steps));
      given = upTo;
      sum += value * share;
      buckets.merge(BucketTable.LONGS.index(value), share, Long::sum);
    }
    return Distribution.of(
        indices(buckets), counts(buckets), sum, snapshot.getMin(), snapshot.getMax());
  }

  private static int[] indices(Map<Integer, Long> buckets) {
    return buckets.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  private static long[] counts(Map<Integer, Long> buckets) {
    return buckets.values().stream().mapToLong(Long::longValue).toArray();
  }

  DistributionValue value(Rates rates, double scale) {
    return new DistributionValue(total, recent, rates, scale);
  }
}
