package io.tapes.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.tapes.LastValues;
import io.tapes.ManualClock;
import io.tapes.MetricInfo;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is recorded through Micrometer stands in the Tapes registry, and nowhere else. */
class TapesMeterRegistryTest {
  private final ManualClock clock = new ManualClock(1_000_000);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final TapesMeterRegistry meters = new TapesMeterRegistry(registry);

  private double number(String path) {
    return registry.snapshot().number(path);
  }

  private MetricInfo info(String name) {
    return registry.snapshot().series().stream()
        .filter(series -> series.name().equals(name))
        .findFirst()
        .orElseThrow()
        .info();
  }

  @Test
  void counters_keepFractions() {
    Counter cups = meters.counter("cups", "kind", "tea");
    for (int i = 0; i < 4; i++) {
      cups.increment(0.25);
    }
    assertEquals(1, number("cups.{kind=tea}.value"));
    assertEquals(1, cups.count());
    registry.metric("cups").tags("kind", "tea").doubleCounter().add(2);
    assertEquals(3, cups.count(), "it is the same counter");
  }

  @Test
  void timers_areTimers() {
    Timer timer = meters.timer("t");
    timer.record(3, TimeUnit.MILLISECONDS);
    timer.record(Duration.ofMillis(5));
    timer.record(() -> clock.advance(Duration.ofMillis(4)));
    assertEquals(3, number("t.count"));
    assertEquals(0.005, number("t.max"));
    assertEquals(0.005, number("t.seconds.max.value"));
    assertEquals(12, timer.totalTime(TimeUnit.MILLISECONDS));
    registry.timer("t").record(1, TimeUnit.SECONDS);
    assertEquals(4, timer.count(), "it is the same timer");
  }

  @Test
  void summaries_keepFractions() {
    DistributionSummary summary =
        DistributionSummary.builder("s").baseUnit("bytes").scale(10).register(meters);
    summary.record(0.025);
    summary.record(0.05);
    assertEquals(0.75, summary.totalAmount());
    assertEquals(0.5, summary.max());
    assertEquals(0.75, series("s").value().asDistribution().sum());
    assertEquals(0.5, number("s.bytes.max.value"));
  }

  private Series series(String name) {
    return registry.snapshot().series().stream()
        .filter(series -> series.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMaximum_lastsSomeMinutes() {
    Timer timer = meters.timer("t");
    timer.record(7, TimeUnit.SECONDS);
    clock.advance(Duration.ofSeconds(90));
    timer.record(1, TimeUnit.SECONDS);
    assertEquals(7, number("t.seconds.max.value"));
    clock.advance(Duration.ofSeconds(100));
    assertEquals(1, number("t.seconds.max.value"));
    clock.advance(Duration.ofMinutes(3));
    assertEquals(0, number("t.seconds.max.value"));
    assertEquals(0, timer.max(TimeUnit.SECONDS));
  }

  @Test
  void percentiles_comeFromTheDistribution_andAreRecent() {
    Timer timer = Timer.builder("t").publishPercentiles(0.5, 0.99).register(meters);
    for (int i = 1; i <= 1_000; i++) {
      timer.record(i, TimeUnit.MILLISECONDS);
    }
    assertEquals(500, timer.takeSnapshot().percentileValues()[0].value(TimeUnit.MILLISECONDS), 5);
    assertEquals(990, timer.takeSnapshot().percentileValues()[1].value(TimeUnit.MILLISECONDS), 9);
    clock.advance(Duration.ofMinutes(20));
    timer.record(2, TimeUnit.MILLISECONDS);
    assertEquals(2, timer.takeSnapshot().percentileValues()[1].value(TimeUnit.MILLISECONDS), 0.02);
    assertEquals(1_001, timer.takeSnapshot().count());
  }

  @Test
  void whatIsSaidOfAMeter_isSaidOfTheMetric() {
    Counter.builder("read").description("What was read").baseUnit("bytes").register(meters);
    Timer.builder("slo").serviceLevelObjectives(Duration.ofMillis(10)).register(meters);
    Timer.builder("plain").register(meters);
    DistributionSummary.builder("all").publishPercentileHistogram().register(meters);
    assertEquals("What was read", info("read").description());
    assertEquals("bytes", info("read").unit());
    assertEquals(List.of(0.01), info("slo").bounds());
    assertTrue(info("plain").isSummary());
    assertEquals(1, info("all").bounds().get(0));
    assertTrue(info("all").bounds().size() > 270, () -> info("all").bounds().toString());
  }

  @Test
  void expectedRanges_areTheEndsOfTheBounds() {
    Timer.builder("t")
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(10))
        .maximumExpectedValue(Duration.ofMillis(100))
        .register(meters);
    List<Double> bounds = info("t").bounds();
    assertEquals(0.01, bounds.get(0));
    assertEquals(0.1, bounds.get(bounds.size() - 1));
  }

  @Test
  void functions_areFollowed() {
    AtomicLong count = new AtomicLong(5);
    FunctionCounter counter = FunctionCounter.builder("f", count, AtomicLong::get).register(meters);
    FunctionTimer timer =
        FunctionTimer.builder("ft", count, AtomicLong::get, AtomicLong::get, TimeUnit.SECONDS)
            .register(meters);
    assertEquals(5, number("f.value"));
    count.set(7);
    assertEquals(7, number("f.value"));
    assertEquals(7, counter.count());
    assertEquals(7, number("ft.count"));
    assertEquals(7, number("ft.total"));
    assertEquals(7, timer.count());
  }

  @Test
  void aGauge_isGoneWithItsObject() {
    Object[] held = {new AtomicInteger(3)};
    Gauge gauge = Gauge.builder("g", (AtomicInteger) held[0], AtomicInteger::get).register(meters);
    assertEquals(3, number("g.value"));
    held[0] = null;
    while (!Double.isNaN(gauge.value())) {
      System.gc(); // ends with the surefire limit if anything holds the object
    }
    assertTrue(registry.snapshot().series().isEmpty(), () -> registry.getStats().toString());
  }

  @Test
  void timeGauges_areInSeconds() {
    AtomicLong millis = new AtomicLong(1_500);
    TimeGauge.builder("up", millis, TimeUnit.MILLISECONDS, AtomicLong::get).register(meters);
    assertEquals(1.5, number("up.value"));
    assertEquals("seconds", info("up").unit());
  }

  @Test
  void longTasks_areShownWhileTheyRun() {
    LongTaskTimer tasks = LongTaskTimer.builder("jobs").register(meters);
    LongTaskTimer.Sample first = tasks.start();
    clock.advance(Duration.ofSeconds(2));
    LongTaskTimer.Sample second = tasks.start();
    clock.advance(Duration.ofSeconds(1));
    assertEquals(2, number("jobs.active"));
    assertEquals(4, number("jobs.duration"));
    assertEquals(3, number("jobs.longest"));
    assertEquals(4, tasks.duration(TimeUnit.SECONDS));
    assertEquals(3, tasks.max(TimeUnit.SECONDS));
    assertEquals(3_000_000_000L, first.stop());
    assertEquals(-1, first.stop());
    assertEquals(1, second.duration(TimeUnit.SECONDS));
    assertEquals(1, tasks.activeTasks());
  }

  @Test
  void customMeters_areASeriesForEachMeasurement() {
    AtomicInteger rows = new AtomicInteger(2);
    Meter meter =
        Meter.builder(
                "table",
                Meter.Type.OTHER,
                List.of(
                    new Measurement(() -> 1.5 * rows.get(), Statistic.TOTAL),
                    new Measurement(() -> (double) rows.get(), Statistic.VALUE)))
            .tag("name", "orders")
            .register(meters);
    assertEquals(3, number("table.sum.{name=orders,statistic=TOTAL}.value"));
    rows.set(4);
    assertEquals(6, number("table.sum.{name=orders,statistic=TOTAL}.value"));
    assertEquals(4, number("table.value.{name=orders,statistic=VALUE}.value"));
    meters.remove(meter);
    assertTrue(registry.snapshot().series().isEmpty());
  }

  @Test
  void infos_tellByTheirTags() {
    Gauge.builder("jvm.info", () -> 1).tag("version", "17").register(meters);
    assertEquals(1, number("jvm.info.{version=17}.value"));
    assertEquals("info", info("jvm.info").kind().toString());
  }

  @Test
  void meters_ofOneNameWithOtherKeys_areAllKept() {
    meters.counter("x", "a", "1").increment();
    meters.counter("x", "a", "1", "b", "2").increment(2);
    meters.timer("x", "c", "3").record(1, TimeUnit.SECONDS);
    assertEquals(1, number("x.{a=1}.value"));
    assertEquals(2, number("x.{a=1,b=2}.value"));
    assertEquals(1, number("x.{c=3}.count"));
  }

  @Test
  void removal_reachesTheRegistry_andLosesNothing() {
    try (LastValues last = registry.lastValues()) {
      Counter counter = meters.counter("c");
      Timer timer = meters.timer("t");
      counter.increment(3);
      timer.record(1, TimeUnit.SECONDS);
      meters.remove(counter);
      meters.clear();
      assertTrue(registry.snapshot().series().isEmpty());
      assertEquals(2, last.pending().size());
    }
    Counter again = meters.counter("c");
    again.increment();
    assertEquals(1, number("c.value"));
  }

  @Test
  void filtersAndCommonTags_areMicrometers() {
    meters.config().commonTags("zone", "a").meterFilter(MeterFilter.denyNameStartsWith("debug"));
    meters.counter("debug.x").increment();
    meters.counter("x").increment();
    Snapshot snapshot = registry.snapshot();
    assertEquals(1, snapshot.series().size());
    assertEquals(Tags.of("zone", "a"), snapshot.series().get(0).tags());
  }

  @Test
  void aComposite_recordsIntoIt() {
    CompositeMeterRegistry composite = new CompositeMeterRegistry();
    Counter counter = composite.counter("c");
    counter.increment();
    composite.add(meters);
    counter.increment();
    assertEquals(1, number("c.value"));
  }

  @Test
  void aFullRegistry_keepsWhatItHas_andWhatMetersShareStays() {
    Registry small = Registry.builder().maxSeries(2).build();
    TapesMeterRegistry few = new TapesMeterRegistry(small);
    few.counter("c", "n", "1").increment();
    few.counter("c", "n", "2").increment();
    Counter third = few.counter("c", "n", "3");
    Counter fourth = few.counter("c", "n", "4");
    third.increment();
    fourth.increment();
    few.remove(third);
    assertEquals(2, small.snapshot().number("c.{tapes.overflow=true}.value"));
  }

  @Test
  void closing_leavesWhatWasRecorded() {
    meters.counter("c").increment();
    meters.timer("t").record(1, TimeUnit.SECONDS);
    meters.close();
    assertEquals(1, number("c.value"));
    assertFalse(registry.getStats().toString().contains("seconds"), "the maxima go with it");
  }
}
