package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.support.LogLimiter;
import io.tapes.testing.CapturingLogger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Recording never throws: what makes no sense is dropped, and counted. */
class DroppedTest {
  private final Registry registry = Registry.builder().clock(new ManualClock()).build();

  private void assertDropped(int expected) {
    assertEquals(expected, registry.snapshot().number("tapes.dropped.value"));
  }

  @Test
  void negativeDurations_areDropped() {
    Timer timer = registry.timer("t");
    timer.record(Duration.ofNanos(-1));
    timer.record(Duration.ofSeconds(Long.MIN_VALUE));
    timer.record(-1, TimeUnit.DAYS);
    timer.record(Long.MIN_VALUE, TimeUnit.DAYS);
    assertDropped(4);
    assertEquals(0, registry.snapshot().number("t.count"));
  }

  @Test
  void durationsBeyondTheRange_areDropped() {
    registry.timer("t").record(Duration.ofSeconds(Long.MAX_VALUE));
    registry.timer("t").record(Duration.ofNanos(Long.MAX_VALUE).plusNanos(1));
    assertDropped(2);
  }

  @Test
  void negativeValuesAndMarks_areDropped() {
    registry.timer("t").record(-1, TimeUnit.NANOSECONDS);
    registry.timer("t").record(Long.MIN_VALUE, TimeUnit.NANOSECONDS);
    registry.meter("m").mark(-1);
    assertDropped(3);
    assertEquals(0, registry.snapshot().number("t.count"));
    assertEquals(0, registry.snapshot().number("m.count"));
  }

  @Test
  void addingNotANumber_isDropped_andTheGaugeKeepsItsValue() {
    Gauge gauge = registry.gauge("g");
    gauge.set(3);
    gauge.add(Double.NaN);
    assertDropped(1);
    assertEquals(3, registry.snapshot().number("g.value"));
  }

  @Test
  void settingNotANumber_withdrawsTheGauge() {
    Gauge gauge = registry.gauge("g");
    gauge.set(3);
    gauge.set(Double.NaN);
    assertEquals(List.of(), registry.snapshot().series()); // and nothing is counted as dropped
    gauge.add(2);
    assertEquals(2, registry.snapshot().number("g.value"));
  }

  @Test
  void aSumThatIsNoNumber_isDropped() {
    Gauge gauge = registry.gauge("g");
    gauge.set(Double.POSITIVE_INFINITY);
    gauge.add(Double.NEGATIVE_INFINITY);
    assertDropped(1);
    assertEquals(Double.POSITIVE_INFINITY, registry.snapshot().number("g.value"));
  }

  @Test
  void settingAGaugeWithASource_isDropped() {
    Gauge gauge = registry.gauge("g", () -> 7);
    gauge.set(1);
    gauge.add(1);
    assertDropped(2);
    assertEquals(7, registry.snapshot().number("g.value"));
  }

  @Test
  void whatIsDropped_isShownByMetric() {
    registry.meter("orders", Tags.of("shop", "a")).mark(-1);
    registry.meter("orders", Tags.of("shop", "b")).mark(-1);
    registry.timer("latency").record(Duration.ofNanos(-1));
    registry.gauge("g").add(Double.NaN);
    registry.histogram("h").record(1);
    Snapshot snap = registry.snapshot();
    assertEquals(2, snap.number("tapes.dropped.records.{metric=orders}.value"));
    assertEquals(1, snap.number("tapes.dropped.records.{metric=latency}.value"));
    assertEquals(1, snap.number("tapes.dropped.records.{metric=g}.value"));
    assertEquals(3, named(snap));
    registry.timer("latency").record(Duration.ofNanos(-1));
    assertEquals(2, registry.snapshot().number("tapes.dropped.records.{metric=latency}.value"));
    assertDropped(5);
  }

  private static long named(Snapshot snap) {
    return snap.series().stream().filter(s -> s.name().equals("tapes.dropped.records")).count();
  }

  @Test
  void theMetricsThatDropMost_areShown_andTheirNumberIsBounded() {
    for (int round = 1; round <= 20; round++) {
      for (int i = 0; i < 40; i++) {
        for (int times = 0; times < round; times++) {
          registry.meter("h" + round + "x" + i).mark(-1);
        }
      }
      registry.snapshot();
    }
    for (int i = 0; i < 5_000; i++) {
      registry.meter("worst").mark(-1);
    }
    Snapshot snap = registry.snapshot();
    assertEquals(DroppedRecords.MOST_SHOWN, named(snap));
    assertEquals(1, snap.number("tapes.dropped.records.{metric=h1x0}.value"));
    assertEquals(40 * 210 + 5_000, snap.number("tapes.dropped.value"));
  }

  @Test
  void theWorst_isShown_howeverManyOthersDroppedBefore() {
    for (int i = 0; i < DroppedRecords.MOST_NAMES - 1; i++) {
      registry.meter("h" + i).mark(-1);
    }
    registry.meter("worst").mark(-1);
    registry.meter("worst").mark(-1);
    registry.meter("one.too.many").mark(-1);
    Snapshot snap = registry.snapshot();
    assertEquals(2, snap.number("tapes.dropped.records.{metric=worst}.value"));
    assertEquals(10, named(snap));
    assertEquals(DroppedRecords.MOST_NAMES + 2, snap.number("tapes.dropped.value"));
  }

  @Test
  void theLog_namesTheMetrics_onceAMinute() {
    ManualClock clock = new ManualClock();
    CapturingLogger logger = new CapturingLogger();
    DroppedRecords dropped =
        new DroppedRecords(new Counter(), new LogLimiter(logger, clock::nanoTime));
    Counter orders = new Counter();
    orders.name(
        new SeriesId("orders", Tags.of("shop", "a")),
        new InstrumentFamily(MetricInfo.of("orders", MetricKind.COUNTER)),
        0);
    Counter latency = new Counter();
    latency.name(
        new SeriesId("latency", Tags.empty()),
        new InstrumentFamily(MetricInfo.of("latency", MetricKind.COUNTER)),
        0);
    dropped.add(latency);
    for (int i = 0; i < 3; i++) {
      dropped.add(orders);
      assertTrue(dropped.hasNews());
      dropped.show(name -> new Counter());
      dropped.log();
    }
    assertFalse(dropped.hasNews());
    assertEquals(1, logger.lines.size());
    clock.advance(Duration.ofMinutes(1));
    dropped.log();
    assertEquals(2, logger.lines.size());
    String line = logger.lines.get(1);
    assertTrue(
        line.startsWith(
            "WARN records were dropped, 4 so far, most of 'orders' (3), 'latency' (1); record"),
        line);
  }
}
