package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.DistributionValue;
import io.tapes.Histogram;
import io.tapes.LevelValue;
import io.tapes.Meter;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.UpDownCounter;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each kind of applier adds to the sums, and what it takes of the memory. */
class SeriesApplierTest {
  private static final SeriesId G = new SeriesId("g", Tags.empty());
  private static final LevelValue ONE = new LevelValue(1);

  private final GaugeTable table = new GaugeTable();
  private final Registry registry = Registry.create();
  private final MemoryBudget budget = new MemoryBudget(1 << 20, registry);

  private List<String> shown() {
    return table.snapshot(7).series().stream()
        .flatMap(series -> Stream.of(series.id().toString(), series.fields().toString()))
        .toList();
  }

  private static Distribution fives(long count) {
    return Distribution.of(new int[] {Buckets.index(5)}, new long[] {count}, 5 * count, 5, 5);
  }

  private static DistributionApplier distribution(Histogram total, Charge charge) {
    return new DistributionApplier(total::merge, charge, 1);
  }

  private static SeriesApplier sum(Meter total, Charge charge) {
    return new SumApplier(marks -> total.mark(marks.value()), charge);
  }

  @Test
  void aCounter_passesOnDifferences_andBeginsAgainWhereItFell() {
    Counter total = registry.counter("c");
    Charge charge = Charge.of(budget, 100);
    SeriesApplier applier = new SumApplier(total::merge, charge);
    applier.set(new SumValue(5));
    applier.set(new SumValue(5));
    applier.set(new SumValue(8));
    assertEquals(8, total.value());
    applier.set(new SumValue(3));
    assertEquals(11, total.value());
    applier.set(new SumValue(1, 2));
    assertEquals(9, total.value());
    assertEquals(new SumValue(1, 2), applier.applied());
    applier.withdraw();
    assertEquals(0, budget.used());
    applier.set(new SumValue(4, 1));
    assertEquals(13, total.value());
    assertEquals(
        new SumValue(13, 3),
        registry.snapshot().find(new SeriesId("c", Tags.empty())).orElseThrow());
    SeriesId decrements = new SeriesId("tapes.counter.decrements", Tags.empty());
    assertTrue(registry.snapshot().find(decrements).isEmpty(), "the worker counts them");
  }

  @Test
  void whatFellAndRoseBetweenTwoFrames_isPassedOn() {
    UpDownCounter total = registry.metric("u").upDownCounter();
    SeriesApplier applier = new SumApplier(total::merge, Charge.of(budget, 1));
    applier.set(new SumValue(5, 0));
    applier.set(new SumValue(5, 7));
    assertEquals(5, total.value());
    applier.set(new SumValue(-9, 21));
    assertEquals(-9, total.value());
  }

  @Test
  void whatWasRestored_isNotAddedAgain() {
    SeriesApplier counter = new SumApplier(registry.counter("c")::merge, Charge.of(budget, 1));
    counter.restore(new SumValue(5, 2));
    counter.set(new SumValue(5, 2));
    assertEquals(0, registry.counter("c").value());
    counter.set(new SumValue(4, 3));
    assertEquals(-1, registry.counter("c").value());
    Meter total = registry.meter("m");
    SeriesApplier meter = sum(total, Charge.of(budget, 1));
    meter.restore(new SumValue(5));
    meter.set(new SumValue(7));
    assertEquals(2, total.count());
    assertEquals(new SumValue(7), meter.applied());
    Histogram values = registry.histogram("h");
    SeriesApplier histogram = distribution(values, Charge.of(budget, 1));
    histogram.restore(new DistributionValue(fives(3), 1));
    histogram.set(new DistributionValue(fives(4), 1));
    assertEquals(1, values.count());
  }

  @Test
  void aMeter_passesOnDifferences_andBeginsAnewWhereItFell() {
    Meter total = registry.meter("m");
    SeriesApplier applier = sum(total, Charge.of(budget, 100));
    applier.set(new SumValue(5));
    applier.set(new SumValue(5));
    applier.set(new SumValue(3));
    assertEquals(8, total.count());
    applier.end();
    assertEquals(0, budget.used());
    applier.withdraw();
    applier.set(new SumValue(2));
    assertEquals(10, total.count());
  }

  @Test
  void aDistribution_takesMemoryForItsBuckets_andGivesItBack() {
    Histogram total = registry.histogram("h");
    SeriesApplier applier = distribution(total, Charge.of(budget, 100));
    applier.set(new DistributionValue(fives(3), 1));
    assertEquals(112, budget.used());
    Distribution more = Distribution.of(new int[] {5, 6}, new long[] {4, 1}, 26, 5, 6);
    applier.change(more);
    assertEquals(124, budget.used());
    assertEquals(5, total.count());
    applier.change(more);
    assertEquals(5, total.count());
    assertEquals(new DistributionValue(more, 1), applier.applied());
    applier.end();
    assertEquals(0, budget.used());
    applier.withdraw();
    applier.set(new DistributionValue(fives(1), 1));
    assertEquals(6, total.count());
  }

  @Test
  void aRefusedSeries_takesNothing() {
    SeriesApplier applier = new RefusedApplier(Charge.of(budget, 100));
    applier.set(ONE);
    applier.restore(ONE);
    assertNull(applier.applied());
    applier.end();
    assertEquals(0, budget.used());
    SeriesApplier other = new RefusedApplier(Charge.of(budget, 100));
    other.withdraw();
    assertEquals(0, budget.used());
  }

  @Test
  void aGauge_joinsWithItsFirstValue_andLeaves() {
    GaugeSeries series = table.series(G, new MetricInfo("g", MetricKind.GAUGE, Aggregation.SUM));
    SeriesApplier applier =
        new LevelApplier(table, series, new WorkerLiveness("a", false), Charge.of(budget, 100));
    assertNull(applier.applied());
    assertEquals(List.of(), shown());
    applier.set(ONE);
    applier.set(new LevelValue(3));
    assertEquals(List.of("g", "{value=3.0}"), shown());
    assertEquals(new LevelValue(3), applier.applied());
    applier.withdraw();
    assertEquals(0, budget.used());
    assertNull(applier.applied());
    assertEquals(List.of(), shown());
    applier.restore(new LevelValue(4));
    applier.end();
    assertNull(applier.applied());
    assertEquals(List.of("g", "{value=4.0}"), shown(), "a sum outlives its worker");
  }
}
