package io.tapes;

import io.tapes.distribution.Distribution;
import io.tapes.recording.StripeSource;

/**
 * Durations of which others count how many there were, and how long all of them took: count and sum
 * are exact, and how the durations are distributed is not known. Any thread may use an instance;
 * see {@link MetricBuilder#followedTimer}.
 */
public final class FollowedTimer extends DistributionRecorder {
  /*
   * What came since the last answer is recorded as that many durations of their mean, so that the
   * series goes where a timer goes. No reader shows its buckets.
   */
  private static final DistributionValue NOTHING =
      new DistributionValue(Distribution.empty(), DistributionValue.NANOS_PER_SECOND);

  FollowedTimer(StripeSource stripes, TickPhase phase, long startNanos) {
    super(stripes, phase, startNanos);
  }

  /**
   * Adds what another one has counted, such as one of another process.
   *
   * @param recorded the other durations, in nanoseconds
   */
  public void merge(Distribution recorded) {
    addAll(recorded);
  }

  @Override
  DistributionValue nothing() {
    return NOTHING;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instance means unchanged
  synchronized DistributionValue read(long nanos, long wallMillis) {
    DistributionValue last = known(NOTHING);
    if (hasEnded()) {
      return last;
    }
    Distribution total = total(last.total());
    return total == last.total() ? last : keep(new DistributionValue(total, last.scale()));
  }
}
