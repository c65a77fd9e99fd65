package io.tapes.prometheus.client;

import io.tapes.DistributionValue;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;

/** Count and sum of a summary; one thread. */
final class CumulatedSummary extends Cumulated {
  private long lastCount;
  private double lastSum;
  private long count;
  private double sum;
  private Distribution durations = Distribution.empty();

  /** Takes over what came since the reading before. */
  void take(long nowCount, double nowSum, long createdMillis) {
    boolean again = beganAgain(createdMillis) || nowCount < lastCount;
    long news = again ? nowCount : nowCount - lastCount;
    double amount = again ? nowSum : nowSum - lastSum;
    lastCount = nowCount;
    lastSum = nowSum;
    count += news;
    sum += Double.isFinite(amount) ? amount : 0;
    if (news > 0) {
      durations = durations.plus(ofMean(news, amount));
    }
  }

  /** So many durations of their mean: no reader shows how they are distributed. */
  private static Distribution ofMean(long values, double seconds) {
    long nanos = Math.max(0, Math.round(seconds * DistributionValue.NANOS_PER_SECOND));
    long each = nanos / values;
    int[] index = {BucketTable.LONGS.index(each)};
    return Distribution.of(index, new long[] {values}, nanos, each, each);
  }

  long count() {
    return count;
  }

  double sum() {
    return sum;
  }

  DistributionValue durations() {
    return new DistributionValue(durations, DistributionValue.NANOS_PER_SECOND);
  }
}
