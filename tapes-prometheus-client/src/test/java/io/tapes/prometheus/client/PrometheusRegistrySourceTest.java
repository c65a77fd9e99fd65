package io.tapes.prometheus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import io.tapes.Exemplar;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusRegistrySourceTest {
  private final Registry registry = Registry.create();
  private final PrometheusRegistry metrics = new PrometheusRegistry();

  @BeforeEach
  void register() {
    registry.register(PrometheusRegistrySource.of(metrics));
  }

  private Series series(String name, String... tags) {
    return registry.snapshot().series(new SeriesId(name, Tags.of(tags))).orElseThrow();
  }

  private Distribution total(String name) {
    return series(name).value().asDistribution().total();
  }

  @Test
  void countersAndGauges_areTakenWithWhatIsSaidOfThem() {
    Counter counter =
        Counter.builder()
            .name("requests_total")
            .help("All of them")
            .labelNames("path")
            .register(metrics);
    counter.labelValues("/a").inc(2.5);
    counter.labelValues("").inc();
    Gauge.builder().name("used_bytes").unit(Unit.BYTES).register(metrics).set(-3);

    Series requests = series("requests", "path", "/a");
    assertEquals(MetricKind.DOUBLE_COUNTER, requests.kind());
    assertEquals(2.5, requests.value().asSum().toDouble());
    assertEquals("All of them", requests.info().description());
    assertTrue(requests.startMillis() > 0);
    assertEquals(1, series("requests").value().asSum().toDouble());
    assertEquals(-3, series("used_bytes").value().asLevel().value());
    assertEquals("bytes", series("used_bytes").info().unit());
  }

  @Test
  void infosAndStates_areWhatTheyAre() {
    Info.builder().name("build_info").labelNames("version").register(metrics).addLabelValues("1.2");
    StateSet states = StateSet.builder().name("phase").states("ON", "OFF").register(metrics);
    states.setTrue("ON");

    assertEquals(MetricKind.INFO, series("build", "version", "1.2").kind());
    assertEquals(MetricKind.STATE_SET, series("phase", "phase", "ON").kind());
    assertEquals(1, series("phase", "phase", "ON").value().asLevel().value());
    assertEquals(0, series("phase", "phase", "OFF").value().asLevel().value());
  }

  @Test
  void aSummaryOfSeconds_isATimerOfCountAndSum_besideItsQuantiles() {
    Summary summary = Summary.builder().name("call_seconds").quantile(0.5, 0.01).register(metrics);
    summary.observe(0.25);
    summary.observe(0.75);
    assertEquals(MetricKind.FOLLOWED_TIMER, series("call_seconds").kind());
    assertEquals(2, total("call_seconds").count());
    assertEquals(1, registry.snapshot().number("call_seconds.total"), 1e-9);
    assertTrue(series("call_seconds_quantile", "quantile", "0.5").value().asLevel().value() > 0);
    summary.observe(1);
    assertEquals(3, total("call_seconds").count());
    assertEquals(2, registry.snapshot().number("call_seconds.total"), 1e-9);
  }

  @Test
  void anotherSummary_isTwoCounters() {
    Summary summary = Summary.builder().name("size").register(metrics);
    summary.observe(100);
    summary.observe(20);
    assertEquals(2, series("size_count").value().asSum().value());
    assertEquals(120, series("size_sum").value().asSum().toDouble());
  }

  @Test
  void aHistogram_hasItsBounds_andGrowsOnly() {
    Histogram histogram =
        Histogram.builder()
            .name("h")
            .classicOnly()
            .classicUpperBounds(0.1, 1, 10)
            .register(metrics);
    for (double value : new double[] {0.05, 0.1, 0.5, 1, 5, 100}) {
      histogram.observe(value);
    }
    Series series = series("h");
    assertEquals(MetricKind.DOUBLE_HISTOGRAM, series.kind());
    assertEquals(List.of(0.1, 1.0, 10.0), series.info().bounds());
    assertEquals(6, total("h").count());
    assertEquals(106.65, total("h").doubleSum(), 1e-9);
    Distribution before = total("h");
    histogram.observe(5);
    Distribution news = total("h").minus(before);
    assertEquals(1, news.count());
    assertEquals(5, news.doubleSum(), 1e-9);
  }

  /** It begins with buckets of 2 %, joins them, widens the one around zero, and is reset. */
  @Test
  void aNativeHistogramThatChangesItsBuckets_losesAndRepeatsNothing() {
    Histogram histogram =
        Histogram.builder()
            .name("h")
            .nativeOnly()
            .nativeInitialSchema(5)
            .nativeMaxNumberOfBuckets(40)
            .nativeMinZeroThreshold(1e-9)
            .nativeMaxZeroThreshold(1e-2)
            .register(metrics);
    Random random = new Random(7);
    double sum = 0;
    Distribution before = Distribution.empty();
    for (int i = 1; i <= 5_000; i++) {
      double value = Math.exp(3 * random.nextGaussian()) * (i % 5 == 0 ? -1 : 1);
      sum += value;
      histogram.observe(value);
      if (i % 10 == 0) {
        Distribution now = total("h");
        assertEquals(i, now.count());
        assertEquals(10, now.minus(before).count(), "it only grows");
        before = now;
      }
    }
    assertTrue(
        histogram.collect().getDataPoints().get(0).getNativeSchema() < 3, "buckets were joined");
    assertEquals(sum, before.doubleSum(), Math.abs(sum) * 1e-9);
  }

  @Test
  void quantilesOfANativeHistogram_areAsGoodAsItsBuckets() {
    Histogram histogram = Histogram.builder().name("h").nativeOnly().register(metrics);
    for (int i = 1; i <= 9_000; i++) {
      histogram.observe(1 + i / 1_000.0);
    }
    for (double rank : new double[] {0.1, 0.5, 0.99}) {
      double expected = 1 + 9 * rank;
      assertEquals(expected, total("h").quantile(rank), 0.02 * expected);
    }
  }

  @Test
  void exemplars_comeAlong() {
    Counter counter = Counter.builder().name("c").register(metrics);
    counter.incWithExemplar(2, Labels.of("trace_id", "abc"));
    Histogram histogram = Histogram.builder().name("h").register(metrics);
    histogram.observeWithExemplar(0.3, Labels.of("trace_id", "def"));
    Exemplar ofCounter = series("c").exemplars().newest().orElseThrow();
    assertEquals(Tags.of("trace_id", "abc"), ofCounter.labels());
    assertTrue(ofCounter.timestampMillis() > 0);
    Exemplar ofHistogram = series("h").exemplars().newestWithin(0.25, 0.5).orElseThrow();
    assertEquals(0.3, ofHistogram.value());
    assertEquals(Tags.of("trace_id", "def"), ofHistogram.labels());
  }

  @Test
  void whatIsMadeAgain_goesOnWhereItEnded() {
    Counter counter = Counter.builder().name("c").labelNames("k").register(metrics);
    counter.labelValues("v").inc(5);
    assertEquals(5, series("c", "k", "v").value().asSum().toDouble());
    counter.clear();
    counter.labelValues("v").inc(2);
    assertEquals(7, series("c", "k", "v").value().asSum().toDouble());
  }

  @Test
  void notANumber_spoilsNothingForEver() {
    Counter counter = Counter.builder().name("c").register(metrics);
    counter.inc(5);
    registry.snapshot();
    counter.inc(Double.NaN);
    assertEquals(5, series("c").value().asSum().toDouble());
    Histogram histogram = Histogram.builder().name("h").register(metrics);
    histogram.observe(1);
    histogram.observe(Double.NaN);
    histogram.observe(Double.POSITIVE_INFINITY);
    assertTrue(total("h").count() >= 2);
  }

  @Test
  void aCollectorThatFails_isCounted_andNothingIsLost() {
    Counter counter = Counter.builder().name("c").register(metrics);
    counter.inc(5);
    registry.snapshot();
    GaugeWithCallback bad =
        GaugeWithCallback.builder()
            .name("bad")
            .callback(
                callback -> {
                  throw new IllegalStateException("no");
                })
            .register(metrics);
    Snapshot failed = registry.snapshot();
    assertEquals(1, failed.number("tapes.source.errors.value"));
    metrics.unregister(bad);
    counter.inc();
    assertEquals(6, series("c").value().asSum().toDouble());
  }

  @Test
  void dottedNames_stayDotted_andGaugeHistogramsAreLeftOut() {
    Counter.builder().name("http.requests").register(metrics).inc();
    assertEquals(1, series("http.requests").value().asSum().toDouble());
    assertFalse(registry.snapshot().series().isEmpty());
  }
}
