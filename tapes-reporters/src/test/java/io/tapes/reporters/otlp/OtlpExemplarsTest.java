package io.tapes.reporters.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.reporters.format.ExemplarSamples;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Exemplars of data points, read by OpenTelemetry's own classes. */
class OtlpExemplarsTest {
  private static final Snapshot SNAPSHOT = ExemplarSamples.registry().snapshot();

  /** Delivered at a time, without any value. */
  private record Delivered(long millis) implements OtlpFormat.Earlier {
    @Override
    public @Nullable MetricValue value(Series series) {
      return null;
    }

    @Override
    public OptionalLong millis(SeriesId id) {
      return OptionalLong.of(millis);
    }

    @Override
    public long startMillis() {
      return 0;
    }
  }

  private static Map<String, Metric> metrics(
      OtlpTemporality temporality, OtlpHistograms histograms, long sinceMillis) throws IOException {
    OtlpFormat format = OtlpFormat.of(temporality, histograms, Map.of());
    Map<String, Metric> metrics = new TreeMap<>();
    format.write(
        SNAPSHOT,
        new Delivered(sinceMillis),
        (body, from, to, points) ->
            ExportMetricsServiceRequest.parseFrom(body)
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetricsList()
                .forEach(one -> metrics.put(one.getName(), one)));
    return metrics;
  }

  private static Map<String, Metric> cumulative(OtlpHistograms histograms) throws IOException {
    return metrics(OtlpTemporality.CUMULATIVE, histograms, 0);
  }

  private static String hex(Exemplar of) {
    return HexFormat.of().formatHex(of.getTraceId().toByteArray())
        + "-"
        + HexFormat.of().formatHex(of.getSpanId().toByteArray());
  }

  @Test
  void idsAreBytes_andOtherLabelsAttributes() throws IOException {
    Map<String, Metric> metrics = cumulative(OtlpHistograms.EXPLICIT);
    List<Exemplar> latency =
        metrics.get("http.latency").getHistogram().getDataPoints(0).getExemplarsList();
    assertEquals(4, latency.size());
    Exemplar first = latency.get(0);
    assertEquals(ExemplarSamples.TRACE + "-" + ExemplarSamples.SPAN, hex(first));
    assertEquals(0, first.getFilteredAttributesCount());
    assertEquals(0.003, first.getAsDouble());
    assertEquals(1_700_000_060_007_000_000L, first.getTimeUnixNano());
    assertTrue(first.getUnknownFields().asMap().isEmpty());
    Exemplar last = latency.get(3);
    assertEquals("-", hex(last), "no hexadecimal id");
    assertEquals("slow", last.getFilteredAttributes(0).getValue().getStringValue());
    Exemplar zeros = metrics.get("bytes").getHistogram().getDataPoints(0).getExemplarsList().get(0);
    assertEquals("-", hex(zeros), "an id of zeros is invalid");
  }

  @Test
  void everyKindOfPoint_hasThem() throws IOException {
    Map<String, Metric> metrics = cumulative(OtlpHistograms.EXPONENTIAL);
    assertEquals(
        4,
        metrics.get("http.latency").getExponentialHistogram().getDataPoints(0).getExemplarsCount());
    assertEquals(17, metrics.get("jobs.done").getSum().getDataPoints(0).getExemplars(0).getAsInt());
    assertEquals(
        0.25, metrics.get("cpu.used").getSum().getDataPoints(0).getExemplars(0).getAsDouble());
    assertEquals(
        -0.5,
        metrics
            .get("ratio")
            .getExponentialHistogram()
            .getDataPoints(0)
            .getExemplars(0)
            .getAsDouble());
  }

  @Test
  void anIncrease_hasThoseOfItsTime() throws IOException {
    Map<String, Metric> metrics =
        metrics(OtlpTemporality.DELTA, OtlpHistograms.EXPLICIT, 1_700_000_060_008L);
    List<Exemplar> latency =
        metrics.get("http.latency").getHistogram().getDataPoints(0).getExemplarsList();
    assertEquals(1, latency.size());
    assertEquals("newer", latency.get(0).getFilteredAttributes(0).getValue().getStringValue());
    assertEquals(0, metrics.get("jobs.done").getSum().getDataPoints(0).getExemplarsCount());
  }
}
