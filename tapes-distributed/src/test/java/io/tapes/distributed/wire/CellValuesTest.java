package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent of a value: absolute, of a distribution what changed, less an earlier life's. */
class CellValuesTest {
  private static final int NUMBER = 3;
  private static final Rates SOME = new Rates(1, 2, 3);
  private static final double[] SCALES = {1, DistributionValue.NANOS_PER_SECOND};

  private static Distribution of(long fives, long sixes) {
    return Distribution.of(
        new int[] {5, 6}, new long[] {fives, sixes}, 5 * fives + 6 * sixes, 5, 6);
  }

  private static Cell cell(MetricValue value) {
    return new Cell(NUMBER, null, value);
  }

  private static @Nullable Cell sent(MetricValue value, @Nullable MetricValue before) {
    return CellValues.cell(NUMBER, value, before, null);
  }

  private static MetricValue rest(MetricValue value, @Nullable MetricValue delivered) {
    return CellValues.since(value, delivered);
  }

  @Test
  void aDistribution_isSentWhole_orTheBucketsThatChanged() {
    for (double scale : SCALES) {
      MetricValue now = new DistributionValue(of(3, 4), scale);
      assertEquals(cell(now), sent(now, null));
      assertEquals(cell(now), sent(now, new DistributionValue(Distribution.empty(), scale)));
      assertEquals(cell(now), sent(now, new DistributionValue(of(1, 1), scale)));
      Distribution sixes = Distribution.of(new int[] {6}, new long[] {4}, 39, 5, 6);
      assertEquals(Cell.changes(NUMBER, sixes), sent(now, new DistributionValue(of(3, 1), scale)));
      assertNull(sent(now, now), "nothing to send");
    }
  }

  @Test
  void aDistribution_isSentWhole_toWhoHasAnotherShape() {
    MetricValue now = new DistributionValue(of(3, 4), 1);
    assertEquals(cell(now), sent(now, new SumValue(1)));
  }

  @Test
  void whatAnEarlierLifeDelivered_isNotSentAgain() {
    for (double scale : SCALES) {
      MetricValue now = new DistributionValue(of(3, 4), scale);
      MetricValue delivered = new DistributionValue(of(1, 4), scale);
      Distribution two = Distribution.of(new int[] {5}, new long[] {2}, 10, 5, 6);
      MetricValue rest = new DistributionValue(two, scale);
      assertEquals(rest, rest(now, delivered));
      assertEquals(cell(rest), CellValues.cell(NUMBER, now, null, delivered));
      assertEquals(now, rest(now, null));
      assertEquals(now, rest(now, new SumValue(1)), "of another");
    }
  }

  @Test
  void changes_areThoseSinceWhatTheReceiverHas_whicheverLifeDeliveredIt() {
    MetricValue delivered = new DistributionValue(of(1, 4), 1);
    Cell sent =
        CellValues.cell(
            NUMBER,
            new DistributionValue(of(3, 9), 1),
            new DistributionValue(of(3, 5), 1),
            delivered);
    Distribution sixes = Distribution.of(new int[] {6}, new long[] {5}, 40, 5, 6);
    assertEquals(Cell.changes(NUMBER, sixes), sent);
  }

  @Test
  void counts_areSentLessWhatWasDelivered_levelsAreNot() {
    SumValue counter = new SumValue(7, 2);
    assertEquals(counter, rest(counter, null));
    assertEquals(new SumValue(4, 1), rest(counter, new SumValue(3, 1)));
    SumValue meter = new SumValue(7, SOME);
    assertEquals(new SumValue(4, SOME), rest(meter, new SumValue(3, SOME)));
    assertEquals(meter, rest(meter, new LevelValue(3)), "of another");
    LevelValue gauge = new LevelValue(2, 99);
    assertEquals(gauge, rest(gauge, new LevelValue(1, 98)));
    assertEquals(cell(meter), sent(meter, new SumValue(1, SOME)), "whole, whatever was before");
    assertEquals(cell(gauge), sent(gauge, new LevelValue(1, 98)));
  }

  @Test
  void aDefinition_saysWhatItIs_andHowGaugesAreCombined() {
    SeriesId id = new SeriesId("x", Tags.of("k", "v"));
    for (MetricInfo info :
        List.of(
            new MetricInfo("x", MetricKind.GAUGE, Aggregation.MAX)
                .described("bytes", "What is held.", List.of()),
            new MetricInfo("x", MetricKind.GAUGE, Aggregation.MOST_RECENT))) {
      SeriesDescriptor definition =
          CellValues.definition(new Series(id, info, new LevelValue(1), 7, 0));
      assertEquals(id, definition.series());
      assertEquals(info, definition.info());
      assertEquals(7, definition.incarnation());
    }
    Series counter = Series.counter(id, 1);
    Cell cell = CellValues.cell(counter);
    assertEquals(new SeriesDescriptor(id, counter.info(), 0), cell.definition());
    assertEquals(counter.value(), cell.value());
    assertFalse(cell.isEnded());
  }
}
