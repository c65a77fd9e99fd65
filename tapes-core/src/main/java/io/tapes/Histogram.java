package io.tapes;

/**
 * A distribution of non-negative numbers: sizes, depths, amounts.
 *
 * <p>Count, sum, minimum and maximum are exact, every quantile is within 1 % over the whole range
 * of a long, without configuration; see {@link Buckets}. Any thread may record; recording is
 * lock-free, reads no clock, never throws, and allocates only when a range of values is first seen.
 */
public final class Histogram extends DistributionRecorder {
  private final RecentReader recent = new RecentReader();
  private final Counter dropped;
  private HistogramValue last =
      new HistogramValue(Distribution.empty(), RecentDistribution.empty());

  Histogram(Counter dropped) {
    this.dropped = dropped;
  }

  /**
   * Records a value.
   *
   * @param value at least 0; a negative one is dropped and counted
   */
  public void record(long value) {
    if (value < 0) {
      dropped.increment();
    } else {
      add(value);
    }
  }

  /**
   * Adds every value of a distribution that was recorded elsewhere, exactly.
   *
   * @param recorded the other values
   */
  public void merge(Distribution recorded) {
    addAll(recorded);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instance means unchanged
  synchronized HistogramValue read(long nanos, long wallMillis) {
    Distribution total = total(last.total());
    RecentDistribution now = recent.read(total, nanos, wallMillis);
    if (total != last.total() || now != last.recent()) {
      last = new HistogramValue(total, now);
    }
    return last;
  }
}
