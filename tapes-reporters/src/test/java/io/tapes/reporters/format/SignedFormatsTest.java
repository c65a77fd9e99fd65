package io.tapes.reporters.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics;
import io.tapes.DoubleHistogram;
import io.tapes.Histogram;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.reporters.Backends;
import io.tapes.reporters.csv.CsvReporter;
import io.tapes.reporters.hdrhistogram.HdrLogReporter;
import io.tapes.reporters.otlp.OtlpReporter;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.reporters.spectatord.SpectatordReporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histograms of doubles, and of negative numbers, in every format. */
class SignedFormatsTest {
  private final Registry registry = Registry.builder().clock(new ManualClock()).build();

  @TempDir Path folder;

  @BeforeEach
  void record() {
    DoubleHistogram ratio = registry.metric("ratio").doubleHistogram();
    for (double value : new double[] {0.37, 0.37, -1.5, 0, 1e300, Double.MIN_VALUE}) {
      ratio.record(value);
    }
    Histogram change = registry.metric("change").bounds(-10, 0, 10).histogram();
    for (long value : new long[] {-1_000, -3, 0, 4, 4}) {
      change.record(value);
    }
  }

  private static String page(PrometheusFormat format, Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    return out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void prometheusText_hasTheirBucketsAndSums() throws IOException {
    String page = page(PrometheusFormat.text(), registry.snapshot());
    for (String line :
        List.of(
            "change_bucket{le=\"-10.0\"} 1",
            "change_bucket{le=\"0.0\"} 3",
            "change_bucket{le=\"10.0\"} 5",
            "change_sum -995",
            "ratio_bucket{le=\"0.005\"} 3",
            "ratio_bucket{le=\"0.5\"} 5",
            "ratio_bucket{le=\"+Inf\"} 6",
            "ratio_sum 1.0E300")) {
      assertTrue(page.contains(line + "\n"), () -> line + " is not in\n" + page);
    }
  }

  /** OpenMetrics: with negative values there is no sum, which would not be a counter. */
  @Test
  void openMetrics_leavesSumsOutThatMayFall() throws IOException {
    String page = page(PrometheusFormat.openMetrics(), registry.snapshot());
    assertTrue(page.contains("ratio_bucket{le=\"+Inf\"} 6\n"), page);
    assertFalse(page.contains("ratio_sum"), page);
    assertFalse(page.contains("change_count"), page);
  }

  @Test
  void promtool_findsNoErrors() throws Exception {
    Backends.require(Backends.onPath("promtool"), "promtool is missing: apt install prometheus");
    Path page = folder.resolve("page");
    Files.writeString(page, page(PrometheusFormat.text(), registry.snapshot()));
    Backends.Result result = Backends.run(page, List.of("promtool", "check", "metrics"));
    assertEquals(0, result.status(), result.output());
  }

  @Test
  void prometheusProtobuf_hasNegativeSpans_asTheOfficialClassesReadThem() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusFormat.protobuf().write(registry.snapshot(), out);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    Metrics.Histogram change =
        Metrics.MetricFamily.parseDelimitedFrom(in).getMetric(0).getHistogram();
    Metrics.Histogram ratio =
        Metrics.MetricFamily.parseDelimitedFrom(in).getMetric(0).getHistogram();
    assertEquals(-995, change.getSampleSum());
    assertEquals(1, change.getZeroCount());
    // b = 2^(1/8): 3 lies in the bucket above 2^(12/8), 1,000 in that above 2^(79/8).
    assertEquals(
        Map.of(13, 1L, 80, 1L),
        buckets(change.getNegativeSpanList(), change.getNegativeDeltaList()));
    assertEquals(
        Map.of(16, 2L), buckets(change.getPositiveSpanList(), change.getPositiveDeltaList()));
    assertEquals(2, ratio.getZeroCount());
    assertEquals(Map.of(5, 1L), buckets(ratio.getNegativeSpanList(), ratio.getNegativeDeltaList()));
    assertEquals(
        Map.of(-11, 2L, 7973, 1L),
        buckets(ratio.getPositiveSpanList(), ratio.getPositiveDeltaList()));
    assertEquals(6, ratio.getSampleCount());
  }

  private static Map<Integer, Long> buckets(List<Metrics.BucketSpan> spans, List<Long> deltas) {
    Map<Integer, Long> buckets = new TreeMap<>();
    int index = 0;
    int position = 0;
    long count = 0;
    for (Metrics.BucketSpan span : spans) {
      index += span.getOffset();
      for (int i = 0; i < span.getLength(); i++) {
        count += deltas.get(position++);
        buckets.put(index++, count);
      }
    }
    assertEquals(deltas.size(), position);
    return buckets;
  }

  @Test
  void otlp_hasNegativeBuckets_andNoSumThen_asTheOfficialClassesReadIt() throws Exception {
    BlockingQueue<ExportMetricsServiceRequest> received = new ArrayBlockingQueue<>(1);
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          received.add(ExportMetricsServiceRequest.parseFrom(body(exchange)));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try (OtlpReporter otlp =
        OtlpReporter.builder(URI.create("http://127.0.0.1:" + collector.getAddress().getPort()))
            .build()) {
      otlp.report(registry.snapshot());
    } finally {
      collector.stop(0);
    }
    ExportMetricsServiceRequest request = received.poll(30, TimeUnit.SECONDS);
    List<Metric> metrics = request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
    ExponentialHistogramDataPoint ratio = null;
    for (Metric metric : metrics) {
      if (metric.getName().equals("ratio")) {
        ratio = metric.getExponentialHistogram().getDataPoints(0);
      }
    }
    assertTrue(ratio != null, request::toString);
    assertFalse(ratio.hasSum());
    assertEquals(-1.5, ratio.getMin());
    assertEquals(1e300, ratio.getMax());
    assertEquals(2, ratio.getZeroCount());
    assertEquals(4, ratio.getNegative().getOffset());
    assertEquals(List.of(1L), ratio.getNegative().getBucketCountsList());
    assertEquals(-12, ratio.getPositive().getOffset());
    assertEquals(2, ratio.getPositive().getBucketCounts(0));
    assertEquals(
        6,
        ratio.getZeroCount()
            + ratio.getNegative().getBucketCountsList().stream().mapToLong(n -> n).sum()
            + ratio.getPositive().getBucketCountsList().stream().mapToLong(n -> n).sum());
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream body = exchange.getRequestBody();
    return "gzip".equals(encoding) ? new GZIPInputStream(body) : body;
  }

  @Test
  void spectatord_getsNoTotalThatMayFall() throws IOException {
    Path file = folder.resolve("lines");
    try (SpectatordReporter reporter =
        SpectatordReporter.builder().location("file://" + file).build()) {
      reporter.report(registry.snapshot());
    }
    assertEquals(
        List.of(
            "c:change,statistic=count:5",
            "m:change,statistic=max:4",
            "c:ratio,statistic=count:6",
            "m:ratio,statistic=max:" + io.tapes.reporters.encoding.Numbers.plain(1e300)),
        Files.readAllLines(file));
  }

  @Test
  void nestedMapAndCsv_haveTheirFigures() throws IOException {
    Snapshot snapshot = registry.snapshot();
    assertEquals(-1.5, snapshot.number("ratio.min"));
    assertEquals(-1_000, snapshot.number("change.min"));
    assertEquals(4, snapshot.number("change.max"));
    CsvReporter.builder(folder).build().report(snapshot);
    assertTrue(Files.readString(folder.resolve("change.csv")).contains(",5,-1000,4,-199,"));
  }

  @Test
  void anIntervalLog_hasNoneOfThem_andCountsThat() throws IOException {
    registry.histogram("plain").record(1);
    Path file = folder.resolve("values.hlog");
    try (HdrLogReporter log = HdrLogReporter.builder(file).build()) {
      log.report(registry.snapshot());
      assertEquals(2, log.dropped());
    }
    assertEquals(2, Files.readAllLines(file).size());
  }
}
