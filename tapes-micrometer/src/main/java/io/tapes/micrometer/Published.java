package io.tapes.micrometer;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.tapes.DistributionValue;
import io.tapes.Instrument;
import io.tapes.MetricBuilder;
import io.tapes.MetricInfo;
import io.tapes.Registry;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.function.DoubleUnaryOperator;

/**
 * The percentiles and buckets that a meter publishes, answered from what its instrument has
 * recorded. Any thread.
 */
final class Published {
  /*
   * Percentiles are those of recent values, as everywhere in Tapes; buckets count everything since
   * the start, as Prometheus wants them. A bucket of Micrometer counts each bucket of the
   * distribution that begins at or below its bound: what is equal to a bound counts at it, and so may
   * what is above it by less than 1.6 %.
   */
  private static final double[] NONE = {};
  private static final Published NOTHING = new Published(NONE, NONE);

  private final double[] percentiles;

  /** Ascending and finite, in nanoseconds or as recorded. */
  private final double[] buckets;

  private Published(double[] percentiles, double[] buckets) {
    this.percentiles = percentiles;
    this.buckets = buckets;
  }

  static Published of(DistributionStatisticConfig config) {
    double[] ranks = config.getPercentiles();
    double[] bounds =
        config.isPublishingHistogram() ? finite(config.getHistogramBuckets(true)) : NONE;
    return (ranks == null || ranks.length == 0) && bounds.length == 0
        ? NOTHING
        : new Published(ranks == null ? NONE : ranks.clone(), bounds);
  }

  private static double[] finite(NavigableSet<Double> bounds) {
    return bounds.stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .limit(MetricInfo.MAX_BOUNDS)
        .toArray();
  }

  /** The metric, cut where the meter's buckets end. */
  MetricBuilder cut(MetricBuilder metric, double scale) {
    return hasBuckets() ? metric.bounds(bounds(scale)) : metric.uncut();
  }

  boolean hasBuckets() {
    return buckets.length > 0;
  }

  /** The bounds in the unit that is shown. */
  double[] bounds(double scale) {
    return Arrays.stream(buckets).map(bound -> bound / scale).toArray();
  }

  /** What an instrument has recorded, in Micrometer's form. */
  HistogramSnapshot snapshot(Registry registry, Instrument instrument, double max) {
    DistributionValue value =
        registry
            .read(instrument)
            .map(series -> series.value().asDistribution())
            .orElseGet(() -> new DistributionValue(Distribution.empty(), 1));
    Distribution total = value.total();
    return new HistogramSnapshot(
        total.count(),
        total.doubleSum(),
        max,
        percentiles(value.recent()::quantile),
        counts(total.cumulative(indices(instrument.info().kind().table()))),
        null);
  }

  private int[] indices(BucketTable table) {
    return Arrays.stream(buckets).mapToInt(bound -> table.index(table.key(bound))).toArray();
  }

  /** The same of durations that are known one by one, ascending. */
  HistogramSnapshot snapshot(long[] nanos) {
    long[] counts = new long[buckets.length];
    for (int i = 0, at = 0; i < counts.length; i++) {
      while (at < nanos.length && nanos[at] <= buckets[i]) {
        at++;
      }
      counts[i] = at;
    }
    return new HistogramSnapshot(
        nanos.length,
        Arrays.stream(nanos).sum(),
        nanos.length == 0 ? 0 : nanos[nanos.length - 1],
        percentiles(rank -> quantile(nanos, rank)),
        counts(counts),
        null);
  }

  /** Interpolated between neighbours, of which the n-th stands at n / (size + 1). */
  private static double quantile(long[] ascending, double rank) {
    double place = rank * (ascending.length + 1);
    if (ascending.length == 0 || place >= ascending.length) {
      return ascending.length == 0 ? 0 : ascending[ascending.length - 1];
    }
    int below = (int) place;
    double lower = ascending[Math.max(0, below - 1)];
    return lower + (place - below) * (ascending[below] - lower);
  }

  private ValueAtPercentile[] percentiles(DoubleUnaryOperator quantile) {
    return Arrays.stream(percentiles)
        .mapToObj(rank -> new ValueAtPercentile(rank, quantile.applyAsDouble(rank)))
        .toArray(ValueAtPercentile[]::new);
  }

  private CountAtBucket[] counts(long[] cumulative) {
    CountAtBucket[] counts = new CountAtBucket[buckets.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new CountAtBucket(buckets[i], cumulative[i]);
    }
    return counts;
  }
}
