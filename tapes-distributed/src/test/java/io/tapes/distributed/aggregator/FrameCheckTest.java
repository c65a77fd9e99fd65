package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which cells a worker may send, given what it sent before. */
class FrameCheckTest {
  private static final int LIMIT = 30;
  private static final List<MetricKind> KINDS = List.of(MetricKind.values());
  private static final Distribution VALUES =
      Distribution.of(new int[] {5}, new long[] {1}, 5, 5, 5);
  private static final MetricValue COUNT = new SumValue(1);

  /** By the kinds that take them. */
  private static final Map<MetricValue, List<MetricKind>> VALUES_OF =
      Map.of(
          COUNT,
          List.of(MetricKind.COUNTER, MetricKind.METER, MetricKind.UP_DOWN_COUNTER),
          new SumValue(1, 1),
          List.of(MetricKind.COUNTER, MetricKind.UP_DOWN_COUNTER),
          new SumValue(-1),
          List.of(MetricKind.COUNTER, MetricKind.UP_DOWN_COUNTER),
          SumValue.ofDouble(1),
          List.of(MetricKind.DOUBLE_COUNTER),
          new LevelValue(1),
          List.of(
              MetricKind.GAUGE,
              MetricKind.MAX_GAUGE,
              MetricKind.AGE_GAUGE,
              MetricKind.INFO,
              MetricKind.STATE_SET,
              MetricKind.LONG_TASK_TIMER),
          new DistributionValue(VALUES, 1),
          List.of(MetricKind.HISTOGRAM, MetricKind.TIMER, MetricKind.FOLLOWED_TIMER));

  private final SeriesTable table = new SeriesTable();

  FrameCheckTest() {
    MemoryBudget budget = new MemoryBudget(1 << 20, Registry.create());
    for (int number = 0; number < KINDS.size(); number++) {
      MetricKind kind = KINDS.get(number);
      table.put(
          number, definition(kind, kind.toString()), new RefusedApplier(Charge.of(budget, 1)));
    }
  }

  private static SeriesDescriptor definition(MetricKind kind, String name) {
    return new SeriesDescriptor(new SeriesId(name, Tags.empty()), MetricInfo.of(name, kind));
  }

  private static SeriesDescriptor counter(String name) {
    return definition(MetricKind.COUNTER, name);
  }

  private boolean accepts(long base, Cell... cells) {
    WorkerIdentity worker = new WorkerIdentity(new Id(1, 2), 1, 1);
    Frame frame = new Frame(new Id(3, 4), worker, false, base, base + 1, List.of(cells));
    return FrameCheck.accepts(frame, table, LIMIT);
  }

  @Test
  void aValue_isOneThatTheKindOfItsSeriesHolds_andSoIsALastOne() {
    for (MetricKind kind : KINDS) {
      int number = KINDS.indexOf(kind);
      VALUES_OF.forEach(
          (value, kinds) -> {
            boolean fits = kinds.contains(kind);
            Cell cell = new Cell(number, null, value);
            assertEquals(fits, accepts(1, cell), kind + ": " + value);
            assertEquals(fits, accepts(1, cell.ended(1)), kind + ": last " + value);
          });
      boolean distribution = kind.shape() == Shape.DISTRIBUTION && !isOfDoubles(kind);
      assertEquals(distribution, accepts(1, Cell.changes(number, VALUES)), kind + ": changes");
      assertTrue(accepts(1, Cell.ended(number, 0)));
    }
  }

  /** Their buckets are others. */
  private static boolean isOfDoubles(MetricKind kind) {
    return kind.table() == BucketTable.DOUBLES;
  }

  @Test
  void aNumber_isKnown_orDefined_andTheNext() {
    int free = KINDS.size();
    assertFalse(accepts(1, new Cell(free, null, COUNT)));
    assertTrue(accepts(1, new Cell(free, counter("c"), COUNT), new Cell(free, null, COUNT)));
    assertFalse(accepts(1, new Cell(free + 1, counter("c"), COUNT)));
    assertTrue(
        accepts(1, new Cell(free, counter("c"), COUNT), new Cell(free + 1, counter("d"), COUNT)));
  }

  @Test
  void aSecondDefinition_isTheSame() {
    assertTrue(accepts(1, new Cell(0, counter("counter"), COUNT)));
    assertFalse(accepts(1, new Cell(0, counter("another"), COUNT)));
  }

  @Test
  void whatHasEnded_isDefinedAgainOrNotThere() {
    Cell end = Cell.ended(0, 1);
    assertFalse(accepts(1, end, new Cell(0, null, COUNT)));
    assertFalse(accepts(1, end, end));
    assertTrue(accepts(1, end, new Cell(0, counter("another"), COUNT)));
    assertFalse(accepts(1, Cell.ended(LIMIT - 1, 1)));
  }

  @Test
  void whatBeganAndEndedInOneFrame_needsNoNumber() {
    assertTrue(accepts(1, new Cell(0, counter("brief"), COUNT).ended(1)));
    assertTrue(accepts(1, new Cell(LIMIT - 1, counter("brief"), COUNT).ended(1)));
  }

  @Test
  void aFrameUponNothing_knowsNothing() {
    assertFalse(accepts(0, new Cell(0, null, COUNT)));
    assertFalse(accepts(0, new Cell(1, counter("c"), COUNT)));
    assertTrue(accepts(0, new Cell(0, counter("c"), COUNT), new Cell(1, counter("d"), COUNT)));
  }

  @Test
  void whatIsLeftOut_mayBeAnything() {
    assertTrue(accepts(1, new Cell(LIMIT, null, COUNT)));
    assertTrue(accepts(1, new Cell(LIMIT + 7, counter("c"), COUNT)));
    assertFalse(accepts(1, new Cell(LIMIT - 1, null, COUNT)));
  }
}
