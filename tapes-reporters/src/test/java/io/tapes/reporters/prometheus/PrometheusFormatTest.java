package io.tapes.reporters.prometheus;

import static io.tapes.reporters.format.Samples.counter;
import static io.tapes.reporters.format.Samples.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.reporters.format.Fuzz;
import io.tapes.testing.Forall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusFormatTest {
  private static String samples(Snapshot snapshot) throws IOException {
    return page(PrometheusFormat.text(), snapshot)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .reduce("", (a, b) -> a + b + "\n");
  }

  static String page(PrometheusFormat format, Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> leftOut(Snapshot snapshot) throws IOException {
    return PrometheusFormat.text().write(snapshot, new ByteArrayOutputStream());
  }

  private static Series gauge(String name, double value) {
    return Series.gauge(new SeriesId(name, Tags.empty()), value);
  }

  @Test
  void write_emptySnapshot_isAnEmptyPage() throws IOException {
    assertEquals("", page(PrometheusFormat.text(), snapshot()));
    assertEquals("# EOF\n", page(PrometheusFormat.openMetrics(), snapshot()));
  }

  /** Its values have fractions, which counters have not. */
  @Test
  void write_sumThatForgetsNoProcess_isACounterWhereItIsCalledATotal() throws IOException {
    SeriesId cpu = new SeriesId("process.cpu.seconds.total", Tags.empty());
    Snapshot sum = snapshot(Series.gauge(cpu, 1.25, Aggregation.SUM));
    assertEquals(
        """
        # HELP process_cpu_seconds_total process.cpu.seconds.total
        # TYPE process_cpu_seconds_total counter
        process_cpu_seconds_total 1.25
        """,
        page(PrometheusFormat.text(), sum));
    assertEquals(
        """
        # TYPE process_cpu_seconds counter
        # HELP process_cpu_seconds process.cpu.seconds.total
        process_cpu_seconds_total 1.25
        # EOF
        """,
        page(PrometheusFormat.openMetrics(), sum));
    Snapshot living = snapshot(Series.gauge(cpu, 1.25));
    assertTrue(page(PrometheusFormat.text(), living).contains(" gauge\n"));
  }

  @Test
  void write_names_areMangled() throws IOException {
    assertEquals("_9a_b:c_total 1\n", samples(snapshot(counter("9a.b:c", Tags.empty(), 1))));
    assertEquals("a_b_c__total 1\n", samples(snapshot(counter("a b{c}", Tags.empty(), 1))));
    assertEquals(
        "a:b_total{c_d=\"e:f\"} 1\n", samples(snapshot(counter("a:b", Tags.of("c:d", "e:f"), 1))));
    assertEquals("a___total 1\n", samples(snapshot(counter("a.\uD83D\uDE00", Tags.empty(), 1))));
  }

  @Test
  void write_counterNamedTotal_isNotTotalTwice() throws IOException {
    assertEquals("jobs_total 1\n", samples(snapshot(counter("jobs.total", Tags.empty(), 1))));
  }

  @Test
  void write_labels_areMangledEscapedAndNeverEmpty() throws IOException {
    Tags tags = Tags.of("__name__", "x", "a.b", "1", "a_b", "2", "e", "", "q", "\"\\\n");
    assertEquals(
        "c_total{_name__=\"x\",a_b=\"1\",a_b_=\"2\",q=\"\\\"\\\\\\n\"} 1\n",
        samples(snapshot(counter("c", tags, 1))));
  }

  @Test
  void write_tagNamedLe_makesRoomForTheBound() throws IOException {
    Registry registry = Registry.create();
    registry.histogram("h", Tags.of("le", "x")).record(1);
    assertTrue(
        page(PrometheusFormat.text(), registry.snapshot())
            .contains("h_bucket{le_=\"x\",le=\"1.0\"} 1\n"));
  }

  @Test
  void write_decrementedCounter_showsItsIncrements_anUpDownCounterIsAGauge() throws IOException {
    Series down = counter("done", Tags.empty(), 0).withValue(new SumValue(-1, 4));
    assertEquals(
        "# HELP done_total done\n# TYPE done_total counter\ndone_total 3\n",
        page(PrometheusFormat.text(), snapshot(down)));
    Series open =
        Series.of(
            MetricInfo.of("open", MetricKind.UP_DOWN_COUNTER), Tags.empty(), new SumValue(-1, 4));
    assertEquals(
        "# HELP open open\n# TYPE open gauge\nopen -1\n",
        page(PrometheusFormat.text(), snapshot(open)));
  }

  @Test
  void write_doubleCounter_isACounterWithAllItsDigits_aLongOneStaysWhole() throws IOException {
    MetricInfo info =
        MetricInfo.of("cpu", MetricKind.DOUBLE_COUNTER).described("seconds", "", List.of());
    Series cpu = Series.of(info, Tags.empty(), SumValue.ofDouble(0.1 + 0.2));
    assertEquals(
        "# HELP cpu_seconds_total cpu\n# TYPE cpu_seconds_total counter\ncpu_seconds_total 0.30000000000000004\n",
        page(PrometheusFormat.text(), snapshot(cpu)));
    assertEquals(
        "c_total 9007199254740993\n",
        samples(snapshot(counter("c", Tags.empty(), (1L << 53) + 1))));
  }

  @Test
  void write_followedTimer_isASummaryWithoutQuantiles() throws IOException {
    Registry registry = Registry.create();
    registry.metric("wait").followedTimer(() -> 3, () -> 2_500_000_001L);
    assertEquals(
        """
        # HELP wait_seconds wait
        # TYPE wait_seconds summary
        wait_seconds_sum 2.500000001
        wait_seconds_count 3
        """,
        page(PrometheusFormat.text(), registry.snapshot()));
  }

  @Test
  void write_sameFamilyDisjointLabels_merges() throws IOException {
    Snapshot snapshot =
        snapshot(counter("a.b", Tags.of("k", "1"), 1), counter("a_b", Tags.of("k", "2"), 2));
    assertEquals("a_b_total{k=\"1\"} 1\na_b_total{k=\"2\"} 2\n", samples(snapshot));
    assertEquals(List.of(), leftOut(snapshot));
  }

  @Test
  void write_sameFamilySameLabels_leavesTheSecondOut() throws IOException {
    Snapshot snapshot =
        snapshot(
            counter("a.b", Tags.empty(), 1),
            counter("a_b", Tags.empty(), 2),
            counter("a_b", Tags.of("k", "2"), 3));
    assertEquals("a_b_total 1\n", samples(snapshot));
    assertEquals(1, leftOut(snapshot).size());
    assertTrue(leftOut(snapshot).get(0).startsWith("metric 'a_b' is left out"));
  }

  @Test
  void write_sameFamilyOtherType_leavesTheSecondOut() throws IOException {
    Snapshot snapshot = snapshot(gauge("a.b", 1), counter("a_b", Tags.empty(), 2));
    assertEquals("a_b 1\n", samples(snapshot));
  }

  @Test
  void write_nameOfASample_belongsToItsFamily() throws IOException {
    Registry registry = Registry.create();
    registry.histogram("a").record(1);
    registry.gauge("a_sum").set(3);
    List<String> leftOut = leftOut(registry.snapshot());
    assertEquals(1, leftOut.size());
    assertTrue(leftOut.get(0).contains("'a_sum' is taken by 'a'"), leftOut.get(0));
  }

  @Test
  void write_labelsEqualOnceMangled_leavesTheSeriesOut() throws IOException {
    Snapshot snapshot = snapshot(counter("a", Tags.empty(), 1), counter("a", Tags.of("k", ""), 2));
    assertEquals("a_total 1\n", samples(snapshot));
    assertEquals(1, leftOut(snapshot).size());
  }

  @Test
  void write_timerSum_isExactSeconds() throws IOException {
    Registry registry = Registry.create();
    registry.timer("t").record(Duration.ofNanos(1_000_000_001));
    registry.timer("t").record(Duration.ofNanos(2));
    assertTrue(samples(registry.snapshot()).contains("t_seconds_sum 1.000000003\n"));
  }

  @Test
  void write_anySnapshot_isAValidPage() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(60, any::ints);
          Snapshot snapshot = Fuzz.snapshot(seeds);
          StrictPage text = new StrictPage(page(PrometheusFormat.text(), snapshot), false);
          StrictPage open = new StrictPage(page(PrometheusFormat.openMetrics(), snapshot), true);
          assertEquals(text.samples, open.samples);
        });
  }
}
