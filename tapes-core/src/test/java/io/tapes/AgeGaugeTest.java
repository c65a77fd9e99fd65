package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgeGaugeTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final AgeGauge age = registry.metric("last.success").ageGauge();

  private double value(Snapshot snapshot) {
    return snapshot.number("last.success.value");
  }

  @Test
  void neverReset_isLeftOut() {
    assertTrue(registry.snapshot().series().isEmpty());
  }

  @Test
  void theAge_growsFromSnapshotToSnapshot_andStartsAgain() {
    age.reset();
    assertEquals(0, value(registry.snapshot()));
    clock.advance(Duration.ofMillis(1_500));
    assertEquals(1.5, value(registry.snapshot()));
    age.reset();
    clock.advance(Duration.ofMillis(250));
    assertEquals(0.25, value(registry.snapshot()));
    assertEquals("seconds", registry.snapshot().families().get(0).info().unit());
  }

  @Test
  void askedAgain_isTheSameInstance() {
    assertSame(age, registry.metric("last.success").ageGauge());
  }

  @Test
  void resetToAMoment_countsFromThere_andNoAgeIsNegative() {
    age.reset(Instant.ofEpochSecond(1_699_999_990));
    assertEquals(10, value(registry.snapshot()));
    age.reset(Instant.ofEpochSecond(1_700_000_005));
    assertEquals(0, value(registry.snapshot()));
    clock.advance(Duration.ofSeconds(7));
    assertEquals(2, value(registry.snapshot()));
    for (Instant far : new Instant[] {Instant.MIN, Instant.MAX}) {
      age.reset(far);
      assertTrue(value(registry.snapshot()) >= 0, far.toString());
    }
  }

  /** Otherwise a worker would send each age with each frame. */
  @Test
  void timeAlone_isNoChange() {
    age.reset();
    MetricValue before = registry.snapshot().series().get(0).value();
    clock.advance(Duration.ofSeconds(1));
    MetricValue later = registry.snapshot().series().get(0).value();
    assertTrue(later.holdsSameAs(before));
    age.reset();
    assertTrue(!registry.snapshot().series().get(0).value().holdsSameAs(before));
  }

  @Test
  void ofTwo_theYoungerCounts_wheneverTheyWereRead() {
    LevelValue old = LevelValue.of(Elapsed.since(1_000, 1_001));
    LevelValue young = LevelValue.of(Elapsed.since(5_000, 9_000));
    for (boolean oldFirst : new boolean[] {true, false}) {
      LevelValue a = oldFirst ? old : young;
      LevelValue b = oldFirst ? young : old;
      assertEquals(5, Aggregation.MIN.combine(a, b).at(10_000).value());
      assertEquals(9, Aggregation.MAX.combine(a, b).at(10_000).value());
      assertEquals(5, Aggregation.MOST_RECENT.combine(a, b).at(10_000).value());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SUM", "LIVE_SUM", "MEAN", "LIVE_MEAN"})
  void agesHaveNoSumAndNoMean(Aggregation aggregation) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> registry.metric("a").aggregation(aggregation).ageGauge());
    assertEquals(
        "age_gauge 'a' cannot be aggregated by " + aggregation + "; leave it at MIN",
        thrown.getMessage());
  }
}
