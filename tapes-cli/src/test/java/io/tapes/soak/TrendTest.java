package io.tapes.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static Trend of(int samples, DoubleUnaryOperator value) {
    Trend trend = new Trend("heap", "MiB", 1.1, 1);
    for (int i = 0; i < samples; i++) {
      double progress = i / (double) samples;
      trend.add(progress, value.applyAsDouble(progress));
    }
    return trend;
  }

  @Test
  void whatStaysTheSame_isFlat() {
    assertTrue(of(80, progress -> 20).isFlat());
  }

  @Test
  void whatGrowsAllTheTime_isNot() {
    Trend trend = of(80, progress -> 20 + 10 * progress);
    assertEquals(23.7, trend.start(), 0.1);
    assertEquals(28.7, trend.end(), 0.1);
    assertEquals(27.1, trend.bound(), 0.1);
    assertFalse(trend.isFlat());
  }

  @Test
  void whatGrowsInTheFirstQuarterOnly_isFlat() {
    assertTrue(of(80, progress -> 20 * Math.min(progress, 0.25)).isFlat());
  }

  @Test
  void aPeak_isNoSlope() {
    assertTrue(of(80, progress -> progress > 0.8 && progress < 0.85 ? 500 : 20).isFlat());
  }

  @Test
  void whatWasNotMeasuredOftenEnough_isNotFlat() {
    assertFalse(of(8, progress -> 20).isFlat());
    assertFalse(of(0, progress -> 20).isFlat());
    assertFalse(of(0, progress -> 20).isMeasured());
  }
}
