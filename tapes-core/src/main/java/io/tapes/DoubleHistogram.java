package io.tapes;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.recording.DoubleReader;
import io.tapes.recording.DoubleStripe;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeReader;
import io.tapes.recording.StripeSource;

/**
 * Records a distribution of doubles of either sign: ratios, temperatures, differences.
 *
 * <p>Count, minimum and maximum are exact, and every quantile is within 1 % of what was recorded,
 * from 2.2e-308 to 1.8e308 and the same below zero, without configuration. The sum is right to
 * 1e-14 of the largest sum on the way to it after a billion records, in whatever order and wherever
 * they were recorded; beyond 1.8e308 it is infinite. Any thread may record; recording waits for no
 * thread, reads no clock and never throws. It allocates only when a range of values or another
 * thread is first seen; a value for which there is no memory then, and one that is not finite, is
 * dropped and counted in {@code tapes.dropped}.
 */
public final class DoubleHistogram extends DistributionRecorder {
  private static final DistributionValue NOTHING = new DistributionValue(Distribution.empty(), 1);

  private final DroppedRecords dropped;

  /** With its cells in a {@link Storage}. */
  DoubleHistogram(StripeSource stripes, TickPhase phase, long startNanos, DroppedRecords dropped) {
    super(stripes, phase, startNanos);
    this.dropped = dropped;
  }

  /**
   * Records a value.
   *
   * @param value any finite number; not a number and the infinities are dropped and counted
   */
  public void record(double value) {
    if (tryAdd(value)) {
      sample(value);
    }
  }

  /**
   * Records a value and keeps an exemplar of it, the newest of those whose values are near it.
   *
   * @param value any finite number
   * @param exemplar what led to it; not kept if the value is dropped
   */
  public void record(double value, Exemplar exemplar) {
    if (tryAdd(value)) {
      keepExemplar(exemplar, value);
    }
  }

  private boolean tryAdd(double value) {
    boolean added = Math.abs(value) <= Double.MAX_VALUE && add(value);
    if (!added) {
      dropped.add(this);
    }
    return added;
  }

  private boolean add(double value) {
    Thread me = Thread.currentThread();
    Stripe held = borrow(me);
    if (held == null) {
      return false;
    }
    boolean recorded = ((DoubleStripe) held).recordAndRelease(value);
    keep(held, me);
    return recorded;
  }

  /**
   * Adds every value of a distribution that was recorded elsewhere. Counts and extremes are exact,
   * the sum is as right as that of records. Unlike a record it fails on a full heap, and adds
   * nothing then.
   *
   * @param recorded the other values
   * @throws IllegalArgumentException if they are longs
   */
  public void merge(Distribution recorded) {
    if (recorded.count() > 0 && recorded.table() != BucketTable.DOUBLES) {
      throw new IllegalArgumentException(
          "a distribution of longs cannot be merged into a histogram of doubles; use a Histogram");
    }
    addAll(recorded);
  }

  @Override
  StripeReader reader(Stripe first, Stripe second, Stripe[] owned, Stripe[] shared) {
    return new DoubleReader(first, second, owned, shared);
  }

  @Override
  DistributionValue nothing() {
    return NOTHING;
  }
}
