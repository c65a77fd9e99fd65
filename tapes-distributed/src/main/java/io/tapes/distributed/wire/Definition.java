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
 */
public record Definition(SeriesId series, MetricType type, Aggregation aggregation) {}
