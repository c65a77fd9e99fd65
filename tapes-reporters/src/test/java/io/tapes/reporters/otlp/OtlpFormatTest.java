package io.tapes.reporters.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.Golden;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import io.tapes.testing.Forall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the official messages decode from our bytes. */
class OtlpFormatTest {
  private static final Pattern NUMBERED = Pattern.compile("\uFFFD\\{([0-9a-f]{4})\\}");

  private static final OtlpFormat.Earlier NEVER =
      new OtlpFormat.Earlier() {
        @Override
        public @Nullable MetricValue value(Series series) {
          return null;
        }

        @Override
        public OptionalLong millis(SeriesId id) {
          return OptionalLong.of(1);
        }

        @Override
        public long startMillis() {
          return 1;
        }
      };

  private static List<ExportMetricsServiceRequest> requests(OtlpHistograms histograms, Snapshot now)
      throws IOException {
    List<ExportMetricsServiceRequest> requests = new ArrayList<>();
    OtlpFormat.of(OtlpTemporality.CUMULATIVE, histograms, Map.of("service.name", "shop"))
        .write(
            now,
            NEVER,
            (body, from, to, points) -> {
              ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(body);
              assertTrue(request.getUnknownFields().asMap().isEmpty());
              requests.add(request);
            });
    return requests;
  }

  private static List<Metric> metrics(OtlpHistograms histograms, Snapshot now) throws IOException {
    return requests(histograms, now).stream()
        .flatMap(
            request -> request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream())
        .toList();
  }

  private static Tags tags(List<KeyValue> attributes) {
    Map<String, String> tags = new HashMap<>();
    attributes.forEach(
        one -> tags.put(decoded(one.getKey()), decoded(one.getValue().getStringValue())));
    return Tags.of(tags);
  }

  @Test
  void exponential_golden() throws IOException {
    Golden.check(
        "otlp-exponential.txt",
        requests(OtlpHistograms.EXPONENTIAL, Samples.everything()).get(0).toString());
  }

  @Test
  void explicit_golden() throws IOException {
    Golden.check(
        "otlp-explicit.txt",
        requests(OtlpHistograms.EXPLICIT, Samples.everything()).get(0).toString());
  }

  @Test
  void aDecrementedCounter_isMonotonic_ofItsIncrements_anUpDownCounterIsNot() throws IOException {
    Registry registry = Registry.create();
    registry.counter("c", Tags.of("k", "a")).increment(5);
    registry.counter("c", Tags.of("k", "b")).increment(7);
    registry.counter("c", Tags.of("k", "b")).decrement(9);
    registry.metric("u").upDownCounter().add(-5);
    List<Series> shown =
        registry.snapshot().series().stream().filter(s -> !s.name().startsWith("tapes.")).toList();
    List<Metric> metrics = metrics(OtlpHistograms.EXPONENTIAL, Snapshot.of(1_000, shown));
    assertEquals(2, metrics.size());
    assertTrue(metrics.get(0).getSum().getIsMonotonic());
    assertEquals(2, metrics.get(0).getSum().getDataPointsCount());
    assertEquals(7, metrics.get(0).getSum().getDataPoints(1).getAsInt());
    assertFalse(metrics.get(1).getSum().getIsMonotonic());
    assertEquals(-5, metrics.get(1).getSum().getDataPoints(0).getAsInt());
  }

  @Test
  void aFollowedTimer_isASummaryWithoutQuantiles() throws IOException {
    Registry registry = Registry.create();
    registry.metric("wait").followedTimer(() -> 3, () -> 2_500_000_000L);
    Metric metric = metrics(OtlpHistograms.EXPONENTIAL, registry.snapshot()).get(0);
    assertEquals("s", metric.getUnit());
    assertEquals(3, metric.getSummary().getDataPoints(0).getCount());
    assertEquals(2.5, metric.getSummary().getDataPoints(0).getSum());
    assertEquals(0, metric.getSummary().getDataPoints(0).getQuantileValuesCount());
  }

  @Test
  void aDoubleCounter_isAMonotonicSumOfDoubles() throws IOException {
    MetricInfo info = MetricInfo.of("cpu", MetricKind.DOUBLE_COUNTER);
    Series cpu = Series.of(info, Tags.empty(), SumValue.ofDouble(0.1));
    Metric metric = metrics(OtlpHistograms.EXPONENTIAL, Snapshot.of(1_000, List.of(cpu))).get(0);
    assertTrue(metric.getSum().getIsMonotonic());
    assertEquals(0.1, metric.getSum().getDataPoints(0).getAsDouble());
  }

  /** The bucket of each value, computed from the definition of the protocol. */
  @Test
  void exponentialBuckets_holdTheirValues() {
    Forall.check(
        any -> {
          long seed = any.longs();
          long value = (seed & Long.MAX_VALUE) >>> (seed & 63);
          Series one =
              Series.of(
                  MetricInfo.of("h", MetricKind.HISTOGRAM),
                  Tags.empty(),
                  Fuzz.histogram(Fuzz.of(value, 0)));
          ExponentialHistogramDataPoint point =
              metrics(OtlpHistograms.EXPONENTIAL, Snapshot.of(1_000, List.of(one)))
                  .get(0)
                  .getExponentialHistogram()
                  .getDataPoints(0);
          assertEquals(2, point.getCount());
          if (value == 0) {
            assertEquals(2, point.getZeroCount());
            assertEquals(0, point.getPositive().getBucketCountsCount());
            return;
          }
          assertEquals(1, point.getZeroCount());
          assertEquals(1, point.getPositive().getBucketCountsCount());
          double base = Math.pow(2, Math.pow(2, -point.getScale()));
          double upper = Math.pow(base, point.getPositive().getOffset() + 1);
          // As near as the recorded buckets are.
          assertTrue(
              value <= upper * 1.008 && value > upper / base / 1.008, value + " in " + upper);
        });
  }

  @Test
  void anySnapshot_isDecodedWhole() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(30, any::ints);
          Snapshot now = Fuzz.snapshot(seeds);
          Map<String, Series> expected = new HashMap<>();
          for (Series series : now.series()) {
            boolean unknown =
                series.kind() == MetricKind.GAUGE && Double.isNaN(series.value().asLevel().value());
            if (!unknown) {
              expected.put(series.id().toString(), series);
            }
          }
          for (OtlpHistograms style : OtlpHistograms.values()) {
            int points = 0;
            for (Metric metric : metrics(style, now)) {
              for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
                points++;
                MetricValue value = find(expected, metric, tags(point.getAttributesList()));
                assertEquals(value.asLevel().value(), point.getAsDouble());
              }
              for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
                points++;
                MetricValue value = find(expected, metric, tags(point.getAttributesList()));
                boolean grows = metric.getSum().getIsMonotonic();
                SumValue sum = grows ? value.asSum().increased() : value.asSum();
                assertEquals(sum.isWhole(), point.hasAsInt());
                assertEquals(
                    sum.number(), sum.isWhole() ? point.getAsInt() : (Number) point.getAsDouble());
                assertEquals(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
                    metric.getSum().getAggregationTemporality());
              }
              for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
                points++;
                Distribution all = total(find(expected, metric, tags(point.getAttributesList())));
                assertEquals(all.count(), point.getCount());
                assertEquals(
                    all.count(), point.getBucketCountsList().stream().mapToLong(n -> n).sum());
                assertEquals(point.getExplicitBoundsCount() + 1, point.getBucketCountsCount());
              }
              for (ExponentialHistogramDataPoint point :
                  metric.getExponentialHistogram().getDataPointsList()) {
                points++;
                Distribution all = total(find(expected, metric, tags(point.getAttributesList())));
                assertEquals(all.count(), point.getCount());
                long counted =
                    point.getPositive().getBucketCountsList().stream().mapToLong(n -> n).sum();
                assertEquals(all.count(), point.getZeroCount() + counted);
                assertEquals(all.count() > 0, point.hasMin());
              }
            }
            assertEquals(expected.size(), points);
          }
        });
  }

  private static MetricValue find(Map<String, Series> expected, Metric metric, Tags tags) {
    Series series = expected.get(new SeriesId(metric.getName(), tags).toString());
    assertNotNull(series, metric.getName() + tags + " is not among " + expected.keySet());
    assertEquals(series.kind() == MetricKind.TIMER ? "s" : "", metric.getUnit());
    return series.value();
  }

  private static Distribution total(MetricValue value) {
    return value.asDistribution().total();
  }

  /** The text that stands for halves of surrogate pairs with their numbers. */
  private static String decoded(String text) {
    return NUMBERED
        .matcher(text)
        .replaceAll(
            one -> Matcher.quoteReplacement("" + (char) Integer.parseInt(one.group(1), 16)));
  }
}
