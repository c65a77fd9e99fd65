package io.tapes.reporters.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a metric, as OpenTelemetry takes it. */
class OtlpDescriptionTest {
  private static final OtlpFormat.Earlier NOTHING =
      new OtlpFormat.Earlier() {
        @Override
        public @Nullable MetricValue value(Series series) {
          return null;
        }

        @Override
        public OptionalLong millis(SeriesId id) {
          return OptionalLong.of(0);
        }

        @Override
        public long startMillis() {
          return 0;
        }
      };

  private final Registry registry = Registry.create();

  private List<Metric> metrics() throws IOException {
    OtlpFormat format =
        OtlpFormat.of(OtlpTemporality.CUMULATIVE, OtlpHistograms.EXPLICIT, Map.of());
    List<Metric> metrics = new ArrayList<>();
    format.write(
        registry.snapshot(),
        NOTHING,
        (body, from, to, points) ->
            metrics.addAll(
                ExportMetricsServiceRequest.parseFrom(body)
                    .getResourceMetrics(0)
                    .getScopeMetrics(0)
                    .getMetricsList()));
    return metrics;
  }

  @Test
  void descriptionAndUnit_areThoseOfTheMetric() throws IOException {
    registry.metric("payload").description("Größe").unit("bytes").histogram().record(3);
    registry.metric("temperature").unit("kelvin").gauge().set(21);
    registry.timer("t").run(() -> {});
    List<Metric> metrics = metrics();
    assertEquals("Größe", metrics.get(0).getDescription());
    assertEquals("By", metrics.get(0).getUnit());
    assertEquals("s", metrics.get(1).getUnit());
    assertEquals("", metrics.get(1).getDescription());
    assertEquals("kelvin", metrics.get(2).getUnit());
  }

  @Test
  void activeTasks_areAGaugeForEachFigure_withAllItsSeries() throws IOException {
    registry.metric("jobs").tags("queue", "a").longTaskTimer().start();
    registry.metric("jobs").tags("queue", "b").longTaskTimer().start();
    registry.metric("z.build").tags("version", "1").info();
    List<Metric> metrics = metrics();
    assertEquals(
        List.of("z.build", "jobs.active", "jobs.duration", "jobs.longest"),
        metrics.stream().map(Metric::getName).toList());
    assertEquals(2, metrics.get(1).getGauge().getDataPointsCount());
    assertEquals(1, metrics.get(1).getGauge().getDataPoints(1).getAsDouble());
    assertEquals("s", metrics.get(3).getUnit());
  }

  @Test
  void bounds_areWhereADistributionIsCut() throws IOException {
    registry.metric("h").bounds(1, 10).histogram().record(7);
    var point = metrics().get(0).getHistogram().getDataPoints(0);
    assertEquals(List.of(1.0, 10.0), point.getExplicitBoundsList());
    assertEquals(List.of(0L, 1L, 0L), point.getBucketCountsList());
  }
}
