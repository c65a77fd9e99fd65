package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapes.testing.Forall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Updates never throw, and what the agent would misunderstand is not sent, but counted. */
class BadInputTest {
  private static final List<Double> NO_AMOUNTS =
      List.of(-1.0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  private final SpectatorRegistry r = Lines.memory();

  private void assertDropped(int updates) {
    assertEquals(List.of(), Lines.of(r));
    assertEquals(updates, r.droppedUpdates());
  }

  @Test
  void counters_dropWhatIsNoAmount() {
    NO_AMOUNTS.forEach(r.counter("c")::increment);
    r.counter("c").increment(0);
    assertDropped(NO_AMOUNTS.size());
  }

  @Test
  void distributions_dropWhatIsNoAmount() {
    NO_AMOUNTS.forEach(r.distributionSummary("d")::record);
    NO_AMOUNTS.forEach(r.percentileDistributionSummary("D")::record);
    r.distributionSummary("d").record(-1L);
    r.percentileDistributionSummary("D").record(-1L);
    r.percentileDistributionSummary("D").record(Math.nextUp(0x1p63));
    assertDropped(2 * NO_AMOUNTS.size() + 3);
  }

  @Test
  void timers_dropWhatIsNoDurationOfTheAgents() {
    for (DurationMeter timer : List.of(r.timer("t"), r.percentileTimer("T"))) {
      NO_AMOUNTS.forEach(timer::record);
      timer.record(9.3e9);
      timer.record(Duration.ofNanos(-1));
      timer.record(Duration.ofSeconds(Long.MIN_VALUE));
    }
    assertDropped(2 * (NO_AMOUNTS.size() + 3));
    r.timer("t").record(Duration.ofSeconds(Long.MAX_VALUE));
    assertEquals(List.of("t:t:2305843009.213693951"), Lines.of(r));
  }

  @Test
  void gauges_takeNegativeNumbers_andNotANumberWithdraws() {
    r.gauge("g").set(Double.NaN);
    r.gauge("g").set(-1);
    r.maxGauge("m").set(-1);
    r.monotonicCounter("C").set(-1);
    assertEquals(List.of("g:g:NaN", "g:g:-1", "m:m:-1", "C:C:-1"), Lines.of(r));
    r.gauge("g").set(Double.POSITIVE_INFINITY);
    r.maxGauge("m").set(Double.NaN);
    r.maxGauge("m").set(Double.NEGATIVE_INFINITY);
    r.monotonicCounter("C").set(Double.NaN);
    r.monotonicCounter("C").set(Double.POSITIVE_INFINITY);
    assertEquals(4, Lines.of(r).size());
    assertEquals(5, r.droppedUpdates());
  }

  @Test
  void ageGauges_dropWhatIsNoTime() {
    NO_AMOUNTS.forEach(r.ageGauge("A")::set);
    r.ageGauge("A").set(Instant.EPOCH);
    r.ageGauge("A").set(Instant.MIN);
    assertDropped(NO_AMOUNTS.size() + 2);
    r.ageGauge("A").set(Instant.ofEpochMilli(1_611_081_000_250L));
    assertEquals(List.of("A:A:1611081000.25"), Lines.of(r));
  }

  @Test
  void gauge_withoutATimeToLive_isRefused_andAShortOneIsTheShortest() {
    MeterId id = r.newId("g");
    for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      var refused = assertThrows(IllegalArgumentException.class, () -> r.gauge(id, bad));
      assertEquals(
          "time to live "
              + bad
              + " of the gauge 'g' is not above zero, which spectatord refuses;"
              + " 5 seconds is the shortest",
          refused.getMessage());
    }
    r.gauge(id, Duration.ofMillis(1)).set(1);
    r.gauge("h", Map.of("a", "b"), Duration.ofMinutes(2)).set(2);
    assertEquals(List.of("g,5:g:1", "g,120:h,a=b:2"), Lines.of(r));
  }

  @Test
  void meterThatAtlasWouldNotTake_sendsNothing() {
    r.counter("").increment();
    r.timer("x".repeat(1 << 20)).record(1);
    r.gauge("g", Map.of("k", "v".repeat(1 << 20))).set(1);
    assertDropped(3);
  }

  /** One line each, of printable ASCII, whatever the name and the tags are. */
  @Test
  void namesAndTags_ofAnyUnicode_stayOneLine() {
    Forall.check(
        any -> {
          try (SpectatorRegistry one = Lines.memory()) {
            one.counter(any.text(), any.map(30, any::text, any::text)).increment();
            List<String> lines = Lines.of(one);
            assertEquals(1, lines.size() + one.droppedUpdates());
            for (String line : lines) {
              assertTrue(line.matches("c:[-._A-Za-z0-9~^,=]+:1"), line);
            }
          }
        });
  }

  @Test
  void fullDisk_losesLines() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    try (SpectatorRegistry full = Lines.at("file:///dev/full")) {
      full.counter("c").increment();
      full.counter("c").increment();
      assertEquals(2, full.writer().lostLines());
    }
  }
}
