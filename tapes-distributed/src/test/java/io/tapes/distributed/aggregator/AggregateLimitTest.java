package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Clock;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distributed.RegistryAggregator;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The limit of the aggregate is that of a local registry. */
class AggregateLimitTest {
  private static final Tags REST = Tags.of("tapes.overflow", "true");

  private static void record(Registry registry, int gauges, int counters, int names) {
    for (int i = 0; i < gauges; i++) {
      registry.gauge("g", Tags.of("n", "" + i), Aggregation.SUM).set(1);
    }
    for (int i = 0; i < counters; i++) {
      registry.counter("c", Tags.of("n", "" + i)).increment();
    }
    for (int i = 0; i < names; i++) {
      registry.timer("t" + i).record(Duration.ofNanos(5));
      registry.histogram("h" + i).record(5);
      registry.meter("m" + i).mark();
    }
  }

  /** Those of users, and those for the rest. */
  private static Set<SeriesId> users(Snapshot snapshot) {
    return snapshot.series().stream()
        .map(Series::id)
        .filter(id -> !id.name().startsWith("tapes.") || id.tags().equals(REST))
        .collect(Collectors.toSet());
  }

  /** What an aggregate with a limit shows of a worker that has none. */
  private static Snapshot aggregate(int limit, int gauges, int counters, int names) {
    SimulatedNetwork network = new SimulatedNetwork(1);
    network.startAggregator(new AggregateRegistry(Clock.SYSTEM, limit));
    record(network.registry, gauges, counters, names);
    network.step();
    network.step();
    return network.totals.snapshot();
  }

  private static void assertAsLocally(int limit, int gauges, int counters, int names) {
    Registry local = Registry.builder().maxSeries(limit).build();
    record(local, gauges, counters, names);
    Snapshot expected = local.snapshot();
    Snapshot actual = aggregate(limit, gauges, counters, names);
    int tooMany = gauges + counters + 3 * names - limit;
    assertEquals(tooMany, expected.number("tapes.overflow.value"));
    assertEquals(tooMany, actual.number("tapes.overflow.value"));
    long places = users(actual).stream().filter(id -> !id.tags().equals(REST)).count();
    assertEquals(limit, places, "series with a place of their own");
    assertEquals(0, actual.number("tapes.conflicts.value"));
  }

  @Test
  void gaugesBeyondTheLimit_goToTheRest() {
    assertAsLocally(100, 300, 0, 0);
    assertTrue(aggregate(100, 300, 0, 0).find(new SeriesId("g", REST)).isPresent());
  }

  @Test
  void countersBeyondTheLimit_areSummedUpInTheRest() {
    assertAsLocally(40, 0, 100, 0);
    assertEquals(60, aggregate(40, 0, 100, 0).number("c.{tapes.overflow=true}.value"));
  }

  @Test
  void namesBeyondTheLimit_goToTheRestOfTheirType() {
    assertAsLocally(30, 0, 0, 20);
    Snapshot snapshot = aggregate(30, 0, 0, 20);
    assertEquals(10, snapshot.number("tapes.overflow.meter.{tapes.overflow=true}.count"));
    assertEquals(20, snapshot.number("tapes.overflow.timer.{tapes.overflow=true}.count"));
  }

  @Test
  void whatAnAggregatorSaysOfItself_takesNoPlace() {
    Registry self = Registry.create();
    SumPlaces places = new SumPlaces(1, new MemoryBudget(1 << 20, self), self.counter("overflow"));
    RegistryAggregator aggregator =
        RegistryAggregator.builder().address("tcp://127.0.0.1:0").build();
    for (Series series : aggregator.snapshot().series()) {
      assertTrue(places.isFree(series.id()), series.id()::toString);
    }
    aggregator.close();
  }

  @Test
  void aSeriesThatContradictsAnother_takesNoPlace() {
    Registry self = Registry.create();
    SumPlaces places = new SumPlaces(1, new MemoryBudget(1 << 20, self), self.counter("overflow"));
    SeriesId refused = new SeriesId("refused", Tags.empty());
    SeriesId next = new SeriesId("next", Tags.empty());
    assertEquals(refused, places.of(refused, MetricKind.COUNTER));
    places.giveBack(refused);
    assertEquals(next, places.of(next, MetricKind.COUNTER));
    assertNotEquals(refused, places.of(refused, MetricKind.COUNTER));
  }
}
