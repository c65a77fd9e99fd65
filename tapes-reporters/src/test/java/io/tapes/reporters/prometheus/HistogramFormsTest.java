package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.prometheus.parse.PrometheusParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classic, native, both, or summaries; and since when series count. */
class HistogramFormsTest {
  private static Snapshot snapshot() {
    ManualClock clock = new ManualClock(1_500);
    Registry registry = Registry.builder().clock(clock).build();
    registry.counter("jobs").increment(2);
    for (String name : List.of("a", "b", "c")) {
      registry.metric(name).bounds(1, 2).histogram().record(1);
      registry.metric(name).bounds(1, 2).histogram().record(3);
    }
    registry.timer("t").record(Duration.ofMillis(250));
    clock.advance(Duration.ofSeconds(5));
    return registry.snapshot();
  }

  private static final HistogramForms FORMS =
      HistogramForms.usual().nativeOnly("a").classic("b").summary("t", 0.5, 1);

  private static String page(PrometheusFormat format) throws IOException {
    return PrometheusFormatTest.page(format.histograms(FORMS), snapshot());
  }

  @Test
  void inText_nativeOnlyHasTheBucketOfAll_andASummaryItsQuantiles() throws IOException {
    for (PrometheusFormat format :
        List.of(PrometheusFormat.text(), PrometheusFormat.openMetrics())) {
      String page = page(format);
      assertFalse(page.contains("a_bucket{le=\"1.0\"}"), page);
      assertTrue(page.contains("\na_bucket{le=\"+Inf\"} 2\na_sum 4\na_count 2\n"), page);
      assertTrue(page.contains("\nb_bucket{le=\"1.0\"} 1\n"), page);
      assertTrue(page.contains("# TYPE t_seconds summary\n"), page);
      assertTrue(page.contains("\nt_seconds{quantile=\"0.5\"} 0.2"), page);
      assertTrue(page.contains("\nt_seconds{quantile=\"1.0\"} 0.25\n"), page);
      assertTrue(page.contains("\nt_seconds_sum 0.25\nt_seconds_count 1\n"), page);
    }
  }

  @Test
  void aSummaryOfNothing_hasNoNumbersForQuantiles() throws IOException {
    Registry registry = Registry.create();
    registry.timer("t");
    PrometheusFormat format = PrometheusFormat.text().histograms(FORMS);
    String page = PrometheusFormatTest.page(format, registry.snapshot());
    assertTrue(page.contains("\nt_seconds{quantile=\"0.5\"} NaN\n"), page);
  }

  @Test
  void inProtobuf_eachHasTheBucketsItWasAskedFor_andItsStart() throws IOException {
    var families =
        PrometheusProtobufTest.families(PrometheusFormat.protobuf().histograms(FORMS), snapshot());
    var a = families.get("a").getMetric(0).getHistogram();
    assertEquals(0, a.getBucketCount());
    assertEquals(2, a.getPositiveDeltaCount());
    var b = families.get("b").getMetric(0).getHistogram();
    assertEquals(3, b.getBucketCount());
    assertEquals(0, b.getPositiveSpanCount());
    var c = families.get("c").getMetric(0).getHistogram();
    assertTrue(c.getBucketCount() == 3 && c.getPositiveSpanCount() > 0);
    assertEquals(1, c.getCreatedTimestamp().getSeconds());
    assertEquals(500_000_000, c.getCreatedTimestamp().getNanos());
    var t = families.get("t_seconds").getMetric(0).getSummary();
    assertEquals(2, t.getQuantileCount());
    assertEquals(0.25, t.getQuantile(1).getValue());
    assertEquals(1, t.getCreatedTimestamp().getSeconds());
    var jobs = families.get("jobs_total").getMetric(0).getCounter();
    assertEquals(1, jobs.getCreatedTimestamp().getSeconds());
    assertEquals(Metrics.MetricType.SUMMARY, families.get("t_seconds").getType());
  }

  @Test
  void created_isASampleInOpenMetrics_andAGaugeInText_whereAsked() throws IOException {
    String open = page(PrometheusFormat.openMetrics().created(true));
    assertTrue(open.contains("\njobs_total 2\njobs_created 1.5\n"), open);
    assertTrue(open.contains("\nt_seconds_count 1\nt_seconds_created 1.5\n"), open);
    String text = page(PrometheusFormat.text().created(true));
    assertTrue(
        text.contains(
            "\njobs_total 2\n# HELP jobs_created Since when it counts\n# TYPE jobs_created gauge\njobs_created 1.5\n"),
        text);
    assertEquals(1_500, start(PrometheusParser.openMetrics(), open));
    assertEquals(0, start(PrometheusParser.text(), text)); // a gauge beside it
    assertFalse(page(PrometheusFormat.text()).contains("_created"));
    assertFalse(page(PrometheusFormat.openMetrics()).contains("_created"));
  }

  private static long start(PrometheusParser parser, String page) throws IOException {
    InputStream in = new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8));
    SeriesId id = new SeriesId("jobs_total", Tags.empty());
    return parser.snapshot(in, 0).series(id).orElseThrow().startMillis();
  }

  @Test
  void quantiles_thatAreNone_areRefused() {
    HistogramForms usual = HistogramForms.usual();
    for (double[] bad : new double[][] {{1.5}, {-0.1}, {0.5, 0.5}, {Double.NaN}}) {
      assertThrows(IllegalArgumentException.class, () -> usual.summary("x", bad));
    }
  }
}
