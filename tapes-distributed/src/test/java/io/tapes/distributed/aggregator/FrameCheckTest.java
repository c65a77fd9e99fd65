package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Distribution;
import io.tapes.MetricType;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValue;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which cells a worker may send, given what it sent before. */
class FrameCheckTest {
  private static final int LIMIT = 10;
  private static final List<MetricType> TYPES = List.of(MetricType.values());
  private static final Distribution VALUES =
      Distribution.of(new int[] {5}, new long[] {1}, 5, 5, 5);
  private static final CellValue COUNT = new CellValue.Counter(1, false);

  /** By the types that take them. */
  private static final Map<CellValue, List<MetricType>> VALUES_OF =
      Map.of(
          COUNT,
          List.of(MetricType.COUNTER),
          new CellValue.Gauge(1),
          List.of(MetricType.GAUGE),
          new CellValue.Meter(1),
          List.of(MetricType.METER),
          new CellValue.Histogram(VALUES),
          List.of(MetricType.HISTOGRAM),
          new CellValue.Timer(VALUES),
          List.of(MetricType.TIMER),
          new CellValue.Changed(VALUES),
          List.of(MetricType.HISTOGRAM, MetricType.TIMER));

  private final SeriesTable table = new SeriesTable();

  FrameCheckTest() {
    MemoryBudget budget = new MemoryBudget(1 << 20, Registry.create());
    for (int number = 0; number < TYPES.size(); number++) {
      MetricType type = TYPES.get(number);
      table.put(
          number,
          definition(type, type.toString()),
          new SeriesApplier.Refused(Charge.of(budget, 1)));
    }
  }

  private static SeriesDescriptor definition(MetricType type, String name) {
    return new SeriesDescriptor(new SeriesId(name, Tags.empty()), type, Aggregation.LIVE_SUM);
  }

  private static SeriesDescriptor counter(String name) {
    return definition(MetricType.COUNTER, name);
  }

  private boolean accepts(long base, Cell... cells) {
    WorkerIdentity worker = new WorkerIdentity(new Id(1, 2), 1, 1);
    Frame frame = new Frame(new Id(3, 4), worker, false, base, base + 1, List.of(cells));
    return FrameCheck.accepts(frame, table, LIMIT);
  }

  @Test
  void aValue_isOfTheTypeOfItsSeries_andSoIsALastOne() {
    for (MetricType type : TYPES) {
      int number = TYPES.indexOf(type);
      VALUES_OF.forEach(
          (value, types) -> {
            boolean fits = types.contains(type);
            assertEquals(fits, accepts(1, new Cell(number, null, value)), type + ": " + value);
            CellValue last = new CellValue.Ended(1, value);
            assertEquals(fits, accepts(1, new Cell(number, null, last)), type + ": " + last);
          });
      assertTrue(accepts(1, new Cell(number, null, new CellValue.Ended(0, null))));
    }
  }

  @Test
  void aNumber_isKnown_orDefined_andTheNext() {
    int free = TYPES.size();
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
    Cell end = new Cell(0, null, new CellValue.Ended(1, null));
    assertFalse(accepts(1, end, new Cell(0, null, COUNT)));
    assertFalse(accepts(1, end, end));
    assertTrue(accepts(1, end, new Cell(0, counter("another"), COUNT)));
    assertFalse(accepts(1, new Cell(9, null, new CellValue.Ended(1, null))));
  }

  @Test
  void whatBeganAndEndedInOneFrame_needsNoNumber() {
    assertTrue(accepts(1, new Cell(0, counter("brief"), new CellValue.Ended(1, COUNT))));
    assertTrue(accepts(1, new Cell(9, counter("brief"), new CellValue.Ended(1, COUNT))));
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
