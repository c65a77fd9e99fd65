package io.tapes.dropwizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Counter;
import com.codahale.metrics.DefaultSettableGauge;
import com.codahale.metrics.ExponentiallyDecayingReservoir;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.SettableGauge;
import com.codahale.metrics.SharedMetricRegistries;
import com.codahale.metrics.Timer;
import io.tapes.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The facts of Dropwizard's own MetricRegistryTest, and what Tapes shows meanwhile. */
class MetricRegistryFactsTest {
  private final Registry registry = Registry.create();
  private final MetricRegistry metrics = new TapesMetricRegistry(registry);
  private final EventLog listener = new EventLog();

  private final Gauge<Integer> gauge = () -> 17;
  private final Counter counter = new Counter();
  private final Histogram histogram = new Histogram(new ExponentiallyDecayingReservoir());
  private final Meter meter = new Meter();
  private final Timer timer = new Timer();

  @BeforeEach
  void listen() {
    metrics.addListener(listener);
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    registry.snapshot().series().forEach(series -> names.add(series.name()));
    return names;
  }

  private void registerOneOfEach() {
    metrics.register("gauge", gauge);
    metrics.register("counter", counter);
    metrics.register("histogram", histogram);
    metrics.register("meter", meter);
    metrics.register("timer", timer);
  }

  @Test
  void registering_notifies_andShowsTheMetricInTapes() {
    registerOneOfEach();

    assertEquals(
        List.of(
            "+gauge gauge",
            "+counter counter",
            "+histogram histogram",
            "+meter meter",
            "+timer timer"),
        listener.events);
    assertEquals(List.of(gauge, counter, histogram, meter, timer), listener.metrics);
    assertEquals(Set.of("gauge", "counter", "histogram", "meter", "timer"), names());
  }

  @Test
  void removing_notifies_andTakesTheMetricOutOfTapes() {
    registerOneOfEach();
    listener.events.clear();

    for (String name : List.of("gauge", "counter", "histogram", "meter", "timer")) {
      assertTrue(metrics.remove(name));
    }

    assertEquals(
        List.of(
            "-gauge gauge",
            "-counter counter",
            "-histogram histogram",
            "-meter meter",
            "-timer timer"),
        listener.events);
    assertEquals(Set.of(), names());
    assertFalse(metrics.remove("gauge"));
  }

  @Test
  void accessing_registersAndReuses() {
    assertSame(metrics.counter("c"), metrics.counter("c"));
    assertSame(metrics.histogram("h"), metrics.histogram("h"));
    assertSame(metrics.meter("m"), metrics.meter("m"));
    assertSame(metrics.timer("t"), metrics.timer("t"));
    assertSame(
        metrics.<SettableGauge<String>>gauge("g"), metrics.<SettableGauge<String>>gauge("g"));

    assertEquals(
        List.of("+counter c", "+histogram h", "+meter m", "+timer t", "+gauge g"), listener.events);
  }

  @Test
  void accessingACustomMetric_registersAndReusesIt() {
    assertSame(counter, metrics.counter("c", () -> counter));
    assertSame(counter, metrics.counter("c", Counter::new));
    assertSame(histogram, metrics.histogram("h", () -> histogram));
    assertSame(meter, metrics.meter("m", () -> meter));
    assertSame(timer, metrics.timer("t", () -> timer));
    assertSame(gauge, metrics.gauge("g", () -> gauge));

    assertEquals(List.of(counter, histogram, meter, timer, gauge), listener.metrics);
    counter.inc(3);
    assertEquals(3, registry.snapshot().number("c.value"));
  }

  @Test
  void aSettableGauge_isShownWhereItHoldsANumber() {
    SettableGauge<Object> settable = metrics.gauge("g", () -> new DefaultSettableGauge<>("text"));
    assertEquals(Set.of(), names());
    settable.setValue(2.5);
    assertEquals(2.5, registry.snapshot().number("g.value"));
    settable.setValue(true);
    assertEquals(1, registry.snapshot().number("g.value"));
    settable.setValue(null);
    assertEquals(Set.of(), names());
  }

  @Test
  void aLateListener_isToldOfAll_andARemovedOneOfNothing() {
    registerOneOfEach();
    EventLog other = new EventLog();
    metrics.addListener(other);
    metrics.removeListener(listener);
    metrics.register("gauge2", gauge);

    assertEquals(
        Set.of(
            "+gauge gauge",
            "+counter counter",
            "+histogram histogram",
            "+meter meter",
            "+timer timer",
            "+gauge gauge2"),
        Set.copyOf(other.events));
    assertFalse(listener.events.contains("+gauge gauge2"));
  }

  @Test
  void maps_haveTheMetricsOfTheirType() {
    registerOneOfEach();
    assertEquals(Map.of("gauge", gauge), metrics.getGauges());
    assertEquals(Map.of("counter", counter), metrics.getCounters());
    assertEquals(Map.of("histogram", histogram), metrics.getHistograms());
    assertEquals(Map.of("meter", meter), metrics.getMeters());
    assertEquals(Map.of("timer", timer), metrics.getTimers());
    assertEquals(Set.of("gauge", "counter", "histogram", "meter", "timer"), metrics.getNames());
  }

  @Test
  void metricSets_areRegisteredWithTheirPrefixes() {
    Map<String, Metric> inner = Map.of("gauge", gauge);
    Map<String, Metric> outer = new LinkedHashMap<>();
    outer.put("inner", (MetricSet) () -> inner);
    outer.put("counter", counter);

    metrics.registerAll(() -> Map.of("plain", counter));
    metrics.register("my", (MetricSet) () -> outer);

    assertEquals(Set.of("plain", "my.inner.gauge", "my.counter"), metrics.getNames());
    assertEquals(metrics.getNames(), names());
  }

  @Test
  void aNestedRegistry_isFollowed() {
    MetricRegistry child = new MetricRegistry();
    MetricRegistry grandchild = new MetricRegistry();
    child.counter("before").inc(2);
    metrics.register("child", child);
    child.register("deep", grandchild);
    child.meter("after").mark(3);
    grandchild.timer("t");
    child.counter("gone");
    child.remove("gone");

    assertEquals(Set.of("child.before", "child.after", "child.deep.t"), metrics.getNames());
    assertEquals(metrics.getNames(), names());
    assertEquals(2, registry.snapshot().number("child.before.value"));
    assertEquals(3, registry.snapshot().number("child.after.count"));
  }

  @Test
  void aNestedRegistryOfTapes_showsTheSameFiguresTwice() {
    MetricRegistry child = new TapesMetricRegistry(registry);
    child.timer("t").update(5, java.util.concurrent.TimeUnit.SECONDS);
    metrics.register("child", child);

    assertEquals(
        registry.snapshot().at("t").orElseThrow(), registry.snapshot().at("child.t").orElseThrow());
  }

  @Test
  void removeMatching_removesWhatMatches() {
    metrics.timer("timer-1");
    metrics.timer("timer-2");
    metrics.histogram("histogram-1");
    metrics.removeMatching((name, metric) -> name.endsWith("1"));

    assertEquals(Set.of("timer-2"), metrics.getNames());
    assertEquals(Set.of("timer-2"), names());
  }

  @Test
  void whatIsRemovedAndMadeAgain_startsAtZero_andLosesNothingThatIsDelivered() {
    try (io.tapes.LastValues ended = registry.lastValues()) {
      Counter old = metrics.counter("c");
      old.inc(5);
      metrics.remove("c");
      old.inc(100);
      metrics.counter("c").inc(2);

      assertEquals(2, metrics.counter("c").getCount());
      assertEquals(2, registry.snapshot().number("c.value"));
      assertEquals(5, ended.pending().get(0).series().value().asSum().value());
    }
  }

  @Test
  void takenNames_areRefusedAsDropwizardRefusesThem() {
    metrics.counter("taken").inc();
    assertThrows(IllegalArgumentException.class, () -> metrics.timer("taken"));
    assertThrows(IllegalArgumentException.class, () -> metrics.register("taken", counter));
    assertEquals(1, registry.snapshot().number("taken.value"));
    NullPointerException refused =
        assertThrows(NullPointerException.class, () -> metrics.register("any", (Metric) null));
    assertEquals("metric == null", refused.getMessage());
    assertThrows(NullPointerException.class, () -> metrics.counter(null));
  }

  @Test
  void oneMetricUnderTwoNames_isShownUnderBoth() {
    Counter one = metrics.counter("one");
    metrics.register("alias", one);
    one.inc(4);
    assertEquals(4, registry.snapshot().number("alias.value"));
    metrics.remove("alias");
    assertEquals(Set.of("one"), names());
  }

  @Test
  void sharedRegistries_takeIt() {
    SharedMetricRegistries.add("tapes-test", metrics);
    try {
      SharedMetricRegistries.getOrCreate("tapes-test").counter("shared").inc();
      assertEquals(1, registry.snapshot().number("shared.value"));
    } finally {
      SharedMetricRegistries.remove("tapes-test");
    }
  }
}
