package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
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
    registry.histogram("h").record(-1);
    registry.histogram("h").record(Long.MIN_VALUE);
    registry.meter("m").mark(-1);
    assertDropped(3);
    assertEquals(0, registry.snapshot().number("h.count"));
    assertEquals(0, registry.snapshot().number("m.count"));
  }

  @Test
  void notANumber_isDropped_andTheGaugeKeepsItsValue() {
    Gauge gauge = registry.gauge("g");
    gauge.set(3);
    gauge.set(Double.NaN);
    gauge.add(Double.NaN);
    assertDropped(2);
    assertEquals(3, registry.snapshot().number("g.value"));
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
}
