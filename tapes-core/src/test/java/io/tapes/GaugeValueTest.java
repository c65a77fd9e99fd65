package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.testing.Forall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two values of one gauge as one. */
class GaugeValueTest {
  @Test
  void plus_isCommutative() {
    Forall.check(
        any -> {
          double a = any.doubles();
          Aggregation by = any.of(Aggregation.values());
          double b = any.doubles();
          Aggregation other = any.of(Aggregation.values());
          GaugeValue left = new GaugeValue(a, by);
          GaugeValue right = new GaugeValue(b, other);
          assertEquals(left.plus(right), right.plus(left));
        });
  }

  @Test
  void plus_isAssociative_butForRounding() {
    Forall.check(
        any -> {
          double a = any.doubles(-1e9, 1e9);
          double b = any.doubles(-1e9, 1e9);
          double c = any.doubles(-1e9, 1e9);
          Aggregation by = any.of(Aggregation.values());
          GaugeValue x = new GaugeValue(a, by);
          GaugeValue y = new GaugeValue(b, by);
          GaugeValue z = new GaugeValue(c, by);
          assertEquals(x.plus(y).plus(z).value(), x.plus(y.plus(z)).value(), 1e-5);
        });
  }

  @ParameterizedTest
  @CsvSource({"SUM, 5", "LIVE_SUM, 5", "MAX, 3", "LIVE_MAX, 3", "MIN, 2", "LIVE_MIN, 2"})
  void plus_isAsTheAggregationSays(Aggregation by, double expected) {
    assertEquals(new GaugeValue(expected, by), new GaugeValue(2, by).plus(new GaugeValue(3, by)));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotANumber_takesNoPart(Aggregation by) {
    GaugeValue unknown = new GaugeValue(Double.NaN, by);
    GaugeValue known = new GaugeValue(-4, by);
    assertEquals(known, known.plus(unknown));
    assertEquals(known, unknown.plus(known));
    assertEquals(unknown, unknown.plus(unknown));
  }

  @Test
  void ofTwoSnapshots_theOrderDoesNotMatter() {
    Registry a = Registry.create();
    Registry b = Registry.create();
    a.gauge("depth").set(2);
    b.gauge("depth").set(5);
    a.gauge("peak", Aggregation.MAX).set(9);
    b.gauge("peak", Aggregation.MAX).set(4);
    Snapshot one = a.snapshot();
    Snapshot two = b.snapshot();
    assertEquals(one.plus(two).series(), two.plus(one).series());
    assertEquals(7, one.plus(two).number("depth.value"));
    assertEquals(9, one.plus(two).number("peak.value"));
  }
}
