package io.tapes;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.recording.StripeSource;

/**
 * Records a distribution of whole numbers: sizes, depths, amounts, differences.
 *
 * <p>Count, sum, minimum and maximum are exact, every quantile is within 1 % over the whole range
 * of a long, without configuration; see {@link Buckets}. Any thread may record; recording waits for
 * no thread, reads no clock and never throws. It allocates only when a range of values or another
 * thread is first seen; a value for which there is no memory then is dropped, and counted in {@code
 * tapes.dropped}.
 */
public final class Histogram extends DistributionRecorder {
  private static final DistributionValue NOTHING = new DistributionValue(Distribution.empty(), 1);

  private final DroppedRecords dropped;

  Histogram(TickPhase phase, long startNanos, DroppedRecords dropped) {
    this(StripeSource.HEAP, phase, startNanos, dropped);
  }

  /** With its cells in a {@link Storage}. */
  Histogram(StripeSource stripes, TickPhase phase, long startNanos, DroppedRecords dropped) {
    super(stripes, phase, startNanos);
    this.dropped = dropped;
  }

  /**
   * Records a value.
   *
   * @param value any long
   */
  public void record(long value) {
    if (addSigned(value)) {
      sample((double) value);
    } else {
      dropped.add(this);
    }
  }

  /**
   * Records a value and keeps an exemplar of it, the newest of those whose values are near it.
   *
   * @param value any long
   * @param exemplar what led to it
   */
  public void record(long value, Exemplar exemplar) {
    if (addSigned(value)) {
      keepExemplar(exemplar, (double) value);
    } else {
      dropped.add(this);
    }
  }

  /**
   * Counts a number as dropped that is none of those that a histogram holds, such as one with a
   * fraction. Nothing is recorded.
   */
  public void drop() {
    dropped.add(this);
  }

  /**
   * Adds every value of a distribution that was recorded elsewhere, exactly. Unlike a record it
   * fails on a full heap, and adds nothing then.
   *
   * @param recorded the other values
   * @throws IllegalArgumentException if they are doubles
   */
  public void merge(Distribution recorded) {
    if (recorded.table() != BucketTable.LONGS) {
      throw new IllegalArgumentException(
          "a distribution of doubles cannot be merged into a histogram of longs; use a"
              + " DoubleHistogram");
    }
    addAll(recorded);
  }

  @Override
  DistributionValue nothing() {
    return NOTHING;
  }
}
