package io.tapes;

/**
 * Says which series a {@link Storage} makes cells for.
 *
 * @param id its name and tags
 * @param info what is said of its metric
 * @param incarnation which of the series that had this id one after the other it is
 * @param startMillis since when it counts, in milliseconds since 1970-01-01T00:00:00Z
 */
public record StoredSeries(SeriesId id, MetricInfo info, long incarnation, long startMillis) {}
