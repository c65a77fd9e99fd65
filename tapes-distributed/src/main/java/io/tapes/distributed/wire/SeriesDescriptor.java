package io.tapes.distributed.wire;

import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;

/**
 * What a series id stands for from now on.
 *
 * <p>Any thread may use an instance.
 *
 * @param series name and tags
 * @param info what is said of its metric
 * @param incarnation which of the worker's series of that name and tags it is: one that was removed
 *     and made again has another number; 0 where that is not known
 * @param startMillis since when it counts, in milliseconds since 1970-01-01T00:00:00Z; 0 where that
 *     is not known
 */
public record SeriesDescriptor(
    SeriesId series, MetricInfo info, long incarnation, long startMillis) {
  /**
   * Creates the definition of a series of which it is not known since when it counts.
   *
   * @param series name and tags
   * @param info what is said of its metric
   * @param incarnation which of the worker's series of that name and tags it is
   */
  public SeriesDescriptor(SeriesId series, MetricInfo info, long incarnation) {
    this(series, info, incarnation, 0);
  }

  /**
   * Creates the definition of a series of which it is not known whether it was made again.
   *
   * @param series name and tags
   * @param info what is said of its metric
   */
  public SeriesDescriptor(SeriesId series, MetricInfo info) {
    this(series, info, 0);
  }

  /**
   * Returns the kind of its instrument.
   *
   * @return the kind of its metric
   */
  public MetricKind kind() {
    return info.kind();
  }

  /** Equal to what is the same series, whatever else is said of it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesDescriptor that
        && incarnation == that.incarnation
        && series.equals(that.series)
        && info.isSameMetricAs(that.info);
  }

  @Override
  public int hashCode() {
    return 31 * series.hashCode() + Long.hashCode(incarnation);
  }
}
