package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kinds, their shapes, and the numbers that frames and files know them by. */
class MetricKindTest {
  private static final List<MetricValue> VALUES =
      List.of(
          new SumValue(3, new Rates(1, 2, 3)),
          new LevelValue(1.5),
          LevelValue.of(Elapsed.since(1, 2)),
          new DistributionValue(Distribution.empty(), 1));

  /** Frames and files of other releases hold these: a code never changes. */
  @Test
  void codes_neverChange() {
    assertEquals(
        "[COUNTER 1, GAUGE 2, METER 3, HISTOGRAM 4, TIMER 5, UP_DOWN_COUNTER 6, DOUBLE_COUNTER 12,"
            + " MAX_GAUGE 7, AGE_GAUGE 8, INFO 9, STATE_SET 10, LONG_TASK_TIMER 11, DOUBLE_HISTOGRAM"
            + " 13, FOLLOWED_TIMER 14, SUMMARY 15]",
        Arrays.stream(MetricKind.values()).map(k -> k.name() + " " + k.code()).toList().toString());
    assertEquals(
        "[ALL 7, LIVE_ALL 8, SUM 1, LIVE_SUM 2, MAX 3, LIVE_MAX 4, MIN 5, LIVE_MIN 6, MOST_RECENT"
            + " 9, LIVE_MOST_RECENT 10, MEAN 11, LIVE_MEAN 12]",
        Arrays.stream(Aggregation.values())
            .map(a -> a.name() + " " + a.code())
            .toList()
            .toString());
  }

  @Test
  void anUnknownCode_isNoKind() {
    assertEquals(Optional.empty(), MetricKind.ofCode(0));
    assertEquals(Optional.empty(), MetricKind.ofCode(99));
    assertEquals(Optional.empty(), Aggregation.ofCode(99));
  }

  @ParameterizedTest
  @EnumSource
  void fields_areThoseOfTheShape(MetricKind kind) {
    for (MetricValue value : VALUES) {
      if (kind == MetricKind.DOUBLE_COUNTER && value.shape() == Shape.SUM) {
        assertFalse(kind.canHold(value)); // which are whole numbers
      } else if (value.shape() == kind.shape()) {
        int shown = kind.fields(value).size();
        assertEquals(kind.fields().subList(0, shown), List.copyOf(kind.fields(value).keySet()));
        assertTrue(kind.canHold(value));
      } else {
        assertFalse(kind.canHold(value));
        assertThrows(IllegalArgumentException.class, () -> kind.fields(value));
        assertThrows(
            IllegalArgumentException.class,
            () -> Series.of(MetricInfo.of("n", kind), Tags.empty(), value));
      }
    }
  }

  @Test
  void aMeter_neverFalls() {
    assertTrue(MetricKind.COUNTER.canHold(new SumValue(-1, 1)));
    assertFalse(MetricKind.METER.canHold(new SumValue(-1)));
    assertFalse(MetricKind.METER.canHold(new SumValue(1, 1)));
  }

  @Test
  void whatCountsDoubles_holdsNoWholeNumbers_andOthersNoDoubles() {
    for (MetricKind kind : MetricKind.values()) {
      boolean ofDoubles = kind == MetricKind.DOUBLE_COUNTER;
      assertEquals(ofDoubles, kind.canHold(SumValue.ofDouble(1.5)));
      assertEquals(
          kind.shape() == Shape.SUM && !ofDoubles, kind.canHold(new SumValue(1)), kind.toString());
    }
    assertFalse(MetricKind.DOUBLE_COUNTER.canHold(SumValue.ofDouble(-1)));
    assertFalse(MetricKind.DOUBLE_COUNTER.canHold(SumValue.ofDouble(Double.NaN)));
  }

  @Test
  void asAnotherShape_throwsASentence() {
    MetricValue level = new LevelValue(1);
    var thrown = assertThrows(IllegalArgumentException.class, level::asSum);
    assertEquals("a level is not a sum; look at the kind of its family first", thrown.getMessage());
  }

  @Test
  void onlyGauges_haveAChoiceOfAggregations() {
    assertEquals(
        Aggregation.MAX, new MetricInfo("g", MetricKind.GAUGE, Aggregation.MAX).aggregation());
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new MetricInfo("c", MetricKind.COUNTER, Aggregation.MAX));
    assertTrue(thrown.getMessage().startsWith("counter 'c' cannot be"), thrown.getMessage());
  }
}
