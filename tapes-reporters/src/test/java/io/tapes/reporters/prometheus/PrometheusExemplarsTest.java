package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics;
import io.tapes.Exemplar;
import io.tapes.Registry;
import io.tapes.reporters.Backends;
import io.tapes.reporters.Golden;
import io.tapes.reporters.format.ExemplarSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exemplars on pages. */
class PrometheusExemplarsTest {
  private static final String PYTHON = "/usr/bin/python3";

  private static final String READ =
      """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families
      page = open(sys.argv[1], encoding='utf-8', newline='').read()
      for family in text_string_to_metric_families(page):
        for s in family.samples:
          if s.exemplar:
            e = s.exemplar
            print(s.name, s.labels.get('le', ''), sorted(e.labels.values()), e.value, float(e.timestamp))
      """;

  private static String openMetrics(Registry registry) throws IOException {
    return PrometheusFormatTest.page(PrometheusFormat.openMetrics(), registry.snapshot());
  }

  @Test
  void openMetrics_hasTheNewestOfEachBucket_andOfCounters() throws IOException {
    Golden.check("openmetrics-exemplars.txt", openMetrics(ExemplarSamples.registry()));
  }

  @Test
  void text_hasNone() throws IOException {
    String page =
        PrometheusFormatTest.page(PrometheusFormat.text(), ExemplarSamples.registry().snapshot());
    assertFalse(page.contains(" # {"), page);
  }

  @Test
  void pythonsParser_readsThem(@TempDir Path folder) throws Exception {
    Path page = Files.writeString(folder.resolve("page"), openMetrics(ExemplarSamples.registry()));
    Backends.require(
        Files.isExecutable(Path.of(PYTHON))
            && Backends.run(
                        page, List.of(PYTHON, "-c", "import prometheus_client.openmetrics.parser"))
                    .status()
                == 0,
        "the Python parser is missing: apt install python3-prometheus-client");
    Backends.Result read = Backends.run(page, List.of(PYTHON, "-c", READ, page.toString()));
    assertEquals(
        """
        bytes_bucket 1024.0 ['00000000000000000000000000000000'] 512 1700000060.007
        cpu_used_seconds_total  ['b'] 0.25 1700000060.007
        http_latency_seconds_bucket 0.005 ['00f067aa0ba902b7', '%s'] 0.003 1700000060.007
        http_latency_seconds_bucket 0.075 ['newer'] 0.07 1700000120.007
        http_latency_seconds_bucket +Inf ['slow'] 77 1700000060.007
        jobs_done_total  ['4"7\\\\1\\n1'] 17 1700000060.007
        ratio_bucket 0.0 ['negative'] -0.5 1700000060.007
        """
            .formatted(ExemplarSamples.TRACE),
        read.output());
  }

  @Test
  void protobuf_hasThemAtClassicBuckets_andAllAtNativeHistograms() throws IOException {
    Map<String, Metrics.MetricFamily> families =
        PrometheusProtobufTest.families(
            PrometheusFormat.protobuf(), ExemplarSamples.registry().snapshot());
    Metrics.Metric latency = families.get("http_latency_seconds").getMetric(0);
    assertTrue(latency.getUnknownFields().asMap().isEmpty());
    Metrics.Histogram histogram = latency.getHistogram();
    assertTrue(histogram.getUnknownFields().asMap().isEmpty());
    for (Metrics.Bucket bucket : histogram.getBucketList()) {
      String trace = bucket.hasExemplar() ? bucket.getExemplar().getLabelList().toString() : "none";
      double bound = bucket.getUpperBound();
      String expected =
          bound == 0.005
              ? ExemplarSamples.TRACE
              : bound == 0.075 ? "newer" : bound > 1e9 ? "slow" : "none";
      assertTrue(trace.contains(expected), bound + ": " + trace);
    }
    assertEquals(4, histogram.getExemplarsCount(), "of each range of values");
    Metrics.Exemplar first = histogram.getExemplars(0);
    assertEquals(0.003, first.getValue());
    assertEquals(1_700_000_060, first.getTimestamp().getSeconds());
    assertEquals(7_000_000, first.getTimestamp().getNanos());
    assertEquals(
        17, families.get("jobs_done_total").getMetric(0).getCounter().getExemplar().getValue());
  }

  @Test
  void whatBecomesTooLong_isLeftOut_andTheSampleStays() throws IOException {
    Registry registry = Registry.create();
    registry.counter("c").increment(1, Exemplar.of("9", "x".repeat(127)));
    assertTrue(openMetrics(registry).contains("\nc_total 1\n"), openMetrics(registry));
    registry.counter("d").increment(1, Exemplar.of("k", "x".repeat(127)));
    assertTrue(openMetrics(registry).contains("\nd_total 1 # {k=\"xxx"));
  }
}
