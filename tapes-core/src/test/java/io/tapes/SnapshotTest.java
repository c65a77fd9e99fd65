package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A snapshot is a value. */
class SnapshotTest {
  private final ManualClock clock = new ManualClock(1_000);
  private final Registry registry = Registry.builder().clock(clock).build();

  private static Series series(String name, MetricValue value) {
    return Series.of(MetricInfo.of(name, MetricKind.COUNTER), Tags.empty(), value);
  }

  private static void recordInto(Registry registry, int n) {
    registry.counter("c").increment(n);
    registry.meter("m").mark(n);
    registry.histogram("h").record(n);
    registry.timer("t", Tags.of("k", "v")).record(Duration.ofMillis(n));
  }

  @Test
  void snapshotsOfTheSameState_areEqual() {
    recordInto(registry, 3);
    Registry twin = Registry.builder().clock(clock).build();
    recordInto(twin, 3);
    assertEquals(registry.snapshot(), twin.snapshot());
    assertEquals(registry.snapshot().hashCode(), twin.snapshot().hashCode());
    recordInto(twin, 1);
    assertNotEquals(registry.snapshot(), twin.snapshot());
  }

  @Test
  void theTime_isTheClocks() {
    clock.advance(Duration.ofSeconds(2));
    assertEquals(3_000, registry.snapshot().wallMillis());
  }

  @Test
  void aSnapshot_doesNotChange() {
    recordInto(registry, 3);
    Snapshot before = registry.snapshot();
    String shown = before.toMap().toString();
    recordInto(registry, 5);
    registry.counter("new").increment();
    registry.snapshot();
    assertEquals(shown, before.toMap().toString());
    assertThrows(UnsupportedOperationException.class, () -> before.series().clear());
  }

  @Test
  void of_keepsItsOwnList() {
    List<Series> given = new ArrayList<>(List.of(series("a", new SumValue(1))));
    Snapshot made = Snapshot.of(0, given);
    given.clear();
    assertEquals(1, made.series().size());
  }

  @Test
  void series_areSortedByNameAndTags() {
    registry.counter("b");
    registry.counter("a", Tags.of("k", "2"));
    registry.counter("a", Tags.of("k", "1"));
    registry.counter("a");
    assertEquals(
        List.of("a", "a{k=1}", "a{k=2}", "b"),
        registry.snapshot().series().stream().map(s -> s.id().toString()).toList());
  }

  @Test
  void of_refusesASeriesTwice() {
    Series one = series("a", new SumValue(1));
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> Snapshot.of(0, List.of(one, one)));
    assertTrue(thrown.getMessage().contains("'a' occurs twice"), thrown.getMessage());
  }

  @Test
  void find_isByNameAndTags() {
    recordInto(registry, 3);
    Snapshot snap = registry.snapshot();
    assertEquals(Optional.of(new SumValue(3)), snap.find(new SeriesId("c", Tags.empty())));
    assertEquals(Optional.empty(), snap.find(new SeriesId("t", Tags.empty())));
    assertTrue(snap.find(new SeriesId("t", Tags.of("k", "v"))).isPresent());
  }

  @Test
  void minus_isWhatHappenedInBetween() {
    recordInto(registry, 3);
    Snapshot earlier = registry.snapshot();
    recordInto(registry, 100);
    registry.counter("new").increment(7);
    Snapshot between = registry.snapshot().minus(earlier);
    assertEquals(100, between.number("c.value"));
    assertEquals(100, between.number("m.count"));
    assertEquals(1, between.number("h.count"));
    assertEquals(100, between.number("h.min"));
    assertEquals(0.1, between.number("t.{k=v}.min"), 0.001);
    assertEquals(7, between.number("new.value"));
  }

  @Test
  void minus_ofItself_isNothing() {
    recordInto(registry, 3);
    Snapshot snap = registry.snapshot();
    Snapshot nothing = snap.minus(snap);
    assertEquals(0, nothing.number("c.value"));
    assertEquals(0, nothing.number("m.count"));
    assertEquals(0, nothing.number("h.count"));
    assertEquals(0, nothing.number("h.q99"));
  }

  @Test
  void minus_afterARestart_countsFromZero() {
    recordInto(registry, 50);
    Snapshot earlier = registry.snapshot();
    Registry restarted = Registry.builder().clock(clock).build();
    recordInto(restarted, 3);
    Snapshot between = restarted.snapshot().minus(earlier);
    assertEquals(3, between.number("c.value"));
    assertEquals(3, between.number("m.count"));
    assertEquals(1, between.number("h.count"));
  }

  @Test
  void minus_ofACounterThatGoesDown_isItsChange() {
    registry.counter("c").increment(5);
    registry.metric("u").upDownCounter().add(5);
    Snapshot earlier = registry.snapshot();
    registry.counter("c").decrement(3);
    registry.metric("u").upDownCounter().add(-7);
    Snapshot change = registry.snapshot().minus(earlier);
    assertEquals(-3, change.number("c.value"));
    assertEquals(-7, change.number("u.value"));
  }

  @Test
  void minus_leavesOutWhatIsGone() {
    Snapshot earlier = Snapshot.of(0, List.of(series("gone", new SumValue(1))));
    assertEquals(List.of(), Snapshot.of(1, List.of()).minus(earlier).series());
  }

  @Test
  void plus_addsCountsAndDistributions() {
    recordInto(registry, 3);
    Registry other = Registry.builder().clock(clock).build();
    recordInto(other, 100);
    other.counter("only.there").increment();
    registry.gauge("g").set(1);
    Snapshot both = registry.snapshot().plus(other.snapshot());
    assertEquals(103, both.number("c.value"));
    assertEquals(103, both.number("m.count"));
    assertEquals(2, both.number("h.count"));
    assertEquals(3, both.number("h.min"));
    assertEquals(100, both.number("h.max"));
    assertEquals(2, both.number("t.{k=v}.count"));
    assertEquals(1, both.number("only.there.value"));
    assertEquals(1, both.number("g.value"));
  }

  @Test
  void minus_undoesPlus() {
    recordInto(registry, 3);
    Registry other = Registry.builder().clock(clock).build();
    recordInto(other, 100);
    Snapshot a = registry.snapshot();
    Snapshot back = a.plus(other.snapshot()).minus(other.snapshot());
    assertEquals(a.number("c.value"), back.number("c.value"));
    assertEquals(a.number("m.count"), back.number("m.count"));
    assertEquals(a.number("h.max"), back.number("h.max"));
    assertEquals(a.number("t.{k=v}.count"), back.number("t.{k=v}.count"));
  }

  @Test
  void plus_takesTheLaterTime_minusKeepsItsOwn() {
    Snapshot early = Snapshot.of(5, List.of());
    Snapshot late = Snapshot.of(9, List.of());
    assertEquals(9, early.plus(late).wallMillis());
    assertEquals(9, late.plus(early).wallMillis());
    assertEquals(5, early.minus(late).wallMillis());
  }

  @Test
  void aSeriesOfTwoTypes_isRefused_namingBoth() {
    Snapshot counter = Snapshot.of(0, List.of(series("x", new SumValue(1))));
    Series other = Series.of(MetricInfo.of("x", MetricKind.METER), Tags.empty(), new SumValue(1));
    Snapshot meter = Snapshot.of(0, List.of(other));
    for (var thrown :
        List.of(
            assertThrows(IllegalArgumentException.class, () -> counter.plus(meter)),
            assertThrows(IllegalArgumentException.class, () -> counter.minus(meter)))) {
      assertEquals(
          "series 'x' is a counter in one snapshot and a meter in the other; rename one of them",
          thrown.getMessage());
    }
    MetricValue one = new SumValue(1);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> one.plus(new LevelValue(1), Aggregation.SUM::combine));
    assertTrue(thrown.getMessage().contains("a sum and a level"), thrown.getMessage());
  }

  @Test
  void unchangedSeries_areTheSameInstance() {
    recordInto(registry, 3);
    registry.gauge("g").set(1);
    clock.advance(Duration.ofSeconds(5));
    List<Series> before = registry.snapshot().series();
    registry.counter("c").increment();
    List<Series> after = registry.snapshot().series();
    assertNotSame(before.get(0), after.get(0));
    for (int i = 1; i < before.size(); i++) {
      assertSame(before.get(i), after.get(i), before.get(i).id().toString());
    }
  }
}
