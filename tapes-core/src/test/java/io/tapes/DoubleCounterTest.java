package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Counters of amounts with fractions. */
class DoubleCounterTest {
  private final Registry registry = Registry.create();

  private Series series(String name) {
    return registry.snapshot().series(new SeriesId(name, Tags.empty())).orElseThrow();
  }

  @Test
  void add_countsFractions_underItsUnit() {
    DoubleCounter cpu = registry.metric("cpu.used").unit("seconds").doubleCounter();
    cpu.add(0.25);
    cpu.add(0);
    cpu.add(1e-3);
    assertEquals(0.251, cpu.value());
    assertSame(cpu, registry.metric("cpu.used").doubleCounter());
    Series series = series("cpu.used");
    assertEquals(SumValue.ofDouble(0.251), series.value());
    assertEquals("seconds", series.info().unit());
    assertEquals(0.251, series.fields().get("value"));
    assertThrows(IllegalArgumentException.class, () -> registry.counter("cpu.used"));
  }

  @Test
  void whatIsNoAmount_isDroppedAndCounted() {
    DoubleCounter cpu = registry.metric("cpu").doubleCounter();
    cpu.add(1.5);
    cpu.add(-0.5);
    cpu.add(Double.NaN);
    cpu.add(Double.POSITIVE_INFINITY);
    cpu.add(Double.MAX_VALUE);
    cpu.add(Double.MAX_VALUE);
    assertEquals(Double.MAX_VALUE, cpu.value());
    assertEquals(4, registry.snapshot().number("tapes.dropped.value"));
  }

  @Test
  void anUnchangedCounter_isTheSameInstance_andAChangedOneIsNot() {
    DoubleCounter cpu = registry.metric("cpu").doubleCounter();
    cpu.add(1.5);
    Series before = series("cpu");
    assertSame(before, series("cpu"));
    cpu.add(1);
    assertNotEquals(before, series("cpu"));
  }

  @Test
  void differencesAndSums_ofSnapshots_areExact() {
    DoubleCounter cpu = registry.metric("cpu").doubleCounter();
    cpu.add(1e16);
    Snapshot earlier = registry.snapshot();
    cpu.add(3);
    cpu.add(3);
    Snapshot later = registry.snapshot();
    assertEquals(6, later.minus(earlier).number("cpu.value"));
    assertEquals(1e16 + 12, later.minus(earlier).plus(later).number("cpu.value"));
    assertEquals(
        earlier.number("cpu.value"), earlier.minus(later).number("cpu.value"), "restarted");
  }

  @Test
  void totals_thatAreAddedUp_forgetNothing() {
    SumValue sum = SumValue.ofDouble(1e17);
    for (int i = 0; i < 1_000; i++) {
      sum = sum.plus(SumValue.ofDouble(0.125), Aggregation.SUM::combine);
    }
    assertEquals(1e17 + 125, sum.toDouble());
    assertEquals(125, sum.minus(SumValue.ofDouble(1e17)).toDouble());
    assertEquals(
        4.5, SumValue.ofDouble(1.5).plus(new SumValue(3), Aggregation.SUM::combine).number());
  }
}
