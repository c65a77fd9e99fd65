package io.tapes.distributed.wire;

import io.tapes.Aggregation;
import io.tapes.MetricType;
import io.tapes.SeriesId;

/**
 * What a series id stands for from now on.
 *
 * <p>Any thread may use an instance.
 *
 * @param series name and tags
 * @param type the type of the instrument
 * @param aggregation how a gauge is combined; {@link Aggregation#LIVE_SUM} for all other types,
 *     where it means nothing
 * @param incarnation which of the worker's series of that name and tags it is: one that was removed
 *     and made again has another number; 0 where that is not known
 */
public record SeriesDescriptor(
    SeriesId series, MetricType type, Aggregation aggregation, long incarnation) {
  /**
   * A series of which it is not known whether it was made again.
   *
   * @param series name and tags
   * @param type the type of the instrument
   * @param aggregation how a gauge is combined
   */
  public SeriesDescriptor(SeriesId series, MetricType type, Aggregation aggregation) {
    this(series, type, aggregation, 0);
  }
}
