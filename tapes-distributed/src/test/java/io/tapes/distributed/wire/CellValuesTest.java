package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricType;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.RecentDistribution;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.TimerValue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent of a value: absolute, of a distribution what changed, less an earlier life's. */
class CellValuesTest {
  private static final Rates SOME = new Rates(1, 2, 3);

  /** Histograms and timers are sent in the same way. */
  private enum Kind {
    HISTOGRAM(
        total -> new HistogramValue(total, RecentDistribution.empty()), CellValue.Histogram::new),
    TIMER(
        total -> new TimerValue(total, RecentDistribution.empty(), Rates.ZERO),
        CellValue.Timer::new);

    @SuppressWarnings("ImmutableEnumChecker")
    final Function<Distribution, MetricValue> value;

    @SuppressWarnings("ImmutableEnumChecker")
    final Function<Distribution, CellValue> cell;

    Kind(Function<Distribution, MetricValue> value, Function<Distribution, CellValue> cell) {
      this.value = value;
      this.cell = cell;
    }
  }

  private static Distribution of(long fives, long sixes) {
    return Distribution.of(
        new int[] {5, 6}, new long[] {fives, sixes}, 5 * fives + 6 * sixes, 5, 6);
  }

  private static final Distribution FIVE = Distribution.of(new int[] {5}, new long[] {1}, 5, 5, 5);

  @ParameterizedTest
  @EnumSource
  void aDistribution_isSentWhole_orTheBucketsThatChanged(Kind kind) {
    MetricValue now = kind.value.apply(of(3, 4));
    assertEquals(kind.cell.apply(of(3, 4)), CellValues.of(now, null, null));
    MetricValue empty = kind.value.apply(Distribution.empty());
    assertEquals(kind.cell.apply(of(3, 4)), CellValues.of(now, empty, null));
    assertEquals(kind.cell.apply(of(3, 4)), CellValues.of(now, kind.value.apply(of(1, 1)), null));
    Distribution sixes = Distribution.of(new int[] {6}, new long[] {4}, 39, 5, 6);
    assertEquals(
        new CellValue.Changed(sixes), CellValues.of(now, kind.value.apply(of(3, 1)), null));
    assertNull(CellValues.of(now, now, null), "nothing to send");
  }

  @ParameterizedTest
  @EnumSource
  void whatAnEarlierLifeDelivered_isNotSentAgain(Kind kind) {
    MetricValue now = kind.value.apply(of(3, 4));
    CellValue rest = CellValues.of(now, kind.value.apply(of(1, 4)));
    Distribution two = Distribution.of(new int[] {5}, new long[] {2}, 10, 5, 6);
    assertEquals(kind.cell.apply(two), rest);
    assertEquals(kind.cell.apply(of(3, 4)), CellValues.of(now, null));
    assertEquals(
        kind.cell.apply(of(3, 4)), CellValues.of(now, new CounterValue(1, false)), "of another");
  }

  @ParameterizedTest
  @EnumSource
  void theSame_isWhatHoldsTheSameCounts(Kind kind) {
    assertTrue(CellValues.same(kind.value.apply(of(1, 2)), kind.value.apply(of(1, 2))));
    assertFalse(CellValues.same(kind.value.apply(of(1, 2)), kind.value.apply(of(1, 3))));
    assertFalse(CellValues.same(kind.value.apply(FIVE), new CounterValue(1, false)));
  }

  @Test
  void rates_areNotSent() {
    assertTrue(CellValues.same(new MeterValue(3, Rates.ZERO), new MeterValue(3, SOME)));
    assertFalse(CellValues.same(new MeterValue(3, SOME), new MeterValue(4, SOME)));
    assertTrue(
        CellValues.same(
            new TimerValue(FIVE, RecentDistribution.empty(), Rates.ZERO),
            new TimerValue(FIVE, RecentDistribution.empty(), SOME)));
  }

  @Test
  void countersAndGauges_areTheSameWhereTheyAreEqual() {
    MetricValue counter = new CounterValue(3, false);
    assertTrue(CellValues.same(counter, counter));
    assertTrue(CellValues.same(counter, new CounterValue(3, false)));
    assertFalse(CellValues.same(counter, new CounterValue(3, true)));
    assertFalse(CellValues.same(counter, new MeterValue(3, Rates.ZERO)));
  }

  @Test
  void counts_areSentLessWhatWasDelivered_gaugesAreNot() {
    CounterValue counter = new CounterValue(7, true);
    assertEquals(new CellValue.Counter(7, true), CellValues.of(counter, null));
    assertEquals(
        new CellValue.Counter(4, true), CellValues.of(counter, new CounterValue(3, false)));
    MeterValue meter = new MeterValue(7, SOME);
    assertEquals(new CellValue.Meter(7), CellValues.of(meter, null));
    assertEquals(new CellValue.Meter(4), CellValues.of(meter, new MeterValue(3, SOME)));
    GaugeValue gauge = new GaugeValue(2, Aggregation.MOST_RECENT, 99);
    assertEquals(new CellValue.Gauge(2, 99), CellValues.of(gauge, null));
    assertEquals(new CellValue.Meter(7), CellValues.of(meter, new MeterValue(1, SOME), null));
  }

  @Test
  void aDefinition_saysWhatItIs_andHowGaugesAreCombined() {
    SeriesId id = new SeriesId("x", Tags.of("k", "v"));
    assertEquals(
        new SeriesDescriptor(id, MetricType.GAUGE, Aggregation.MAX, 7),
        CellValues.definition(new Series(id, new GaugeValue(1, Aggregation.MAX), 7)));
    assertEquals(
        new SeriesDescriptor(id, MetricType.METER, Aggregation.LIVE_SUM, 8),
        CellValues.definition(new Series(id, new MeterValue(1, SOME), 8)));
  }
}
