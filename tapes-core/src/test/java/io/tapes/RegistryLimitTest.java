package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The cap on the number of series, and the tags that all carry. */
class RegistryLimitTest {
  private static Tags user(int id) {
    return Tags.of("user", String.valueOf(id));
  }

  @Test
  void overTheLimit_aKnownNamesSeries_goToItsOverflow() {
    Registry registry = Registry.builder().maxSeries(2).build();
    for (int id = 0; id < 10; id++) {
      registry.counter("logins", user(id)).increment();
    }
    Snapshot snap = registry.snapshot();
    assertEquals(1, snap.number("logins.{user=0}.value"));
    assertEquals(1, snap.number("logins.{user=1}.value"));
    assertEquals(8, snap.number("logins.{tapes.overflow=true}.value"));
    assertEquals(8, snap.number("tapes.overflow.value"));
    assertEquals(4, snap.series().size());
  }

  @Test
  void overTheLimit_newNames_goToTheOverflowOfTheirType() {
    Registry registry = Registry.builder().maxSeries(1).build();
    registry.counter("first").increment();
    registry.counter("second").increment();
    registry.counter("third").increment();
    registry.meter("m").mark();
    registry.histogram("h").record(1);
    registry.timer("t").record(Duration.ZERO);
    registry.gauge("g").set(1);
    registry.gauge("max", Aggregation.MAX).set(2);
    Snapshot snap = registry.snapshot();
    assertEquals(2, snap.number("tapes.overflow.counter.{tapes.overflow=true}.value"));
    assertEquals(1, snap.number("tapes.overflow.meter.{tapes.overflow=true}.count"));
    assertEquals(1, snap.number("tapes.overflow.histogram.{tapes.overflow=true}.count"));
    assertEquals(1, snap.number("tapes.overflow.timer.{tapes.overflow=true}.count"));
    assertEquals(2, snap.number("tapes.overflow.gauge.{tapes.overflow=true}.value"));
    assertEquals(7, snap.number("tapes.overflow.value"));
  }

  @Test
  void overTheLimit_knownSeriesGoOn_andBadNamesAreRefused() {
    Registry registry = Registry.builder().maxSeries(1).build();
    Counter first = registry.counter("first");
    registry.counter("second");
    assertSame(first, registry.counter("first"));
    assertNotSame(first, registry.counter("first", user(1)));
    assertThrows(IllegalArgumentException.class, () -> registry.counter("a..b"));
    assertThrows(IllegalArgumentException.class, () -> registry.timer("first", user(2)));
  }

  @Test
  void theOverflowsNames_areTakenFromTheStart() {
    Registry registry = Registry.builder().maxSeries(1).build();
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> registry.timer("tapes.overflow.counter"));
    assertTrue(thrown.getMessage().contains("is a counter"), thrown.getMessage());
  }

  @Test
  void aUsersOwnTag_overflow_isATagLikeAnyOther() {
    Tags own = Tags.of("overflow", "true");
    Registry registry = Registry.builder().maxSeries(10).build();
    for (int i = 0; i < 20; i++) {
      registry.counter("buffer", own).increment();
      assertTrue(registry.remove("buffer", own));
    }
    registry.counter("buffer", own).increment(5);
    for (int i = 0; i < 9; i++) {
      registry.counter("new" + i).increment();
      assertEquals(1, registry.snapshot().number("new" + i + ".value"));
    }
    registry.counter("buffer", user(1)).increment(100);
    registry.counter("late").increment();
    Snapshot snap = registry.snapshot();
    assertEquals(5, snap.number("buffer.{overflow=true}.value"));
    assertEquals(100, snap.number("buffer.{tapes.overflow=true}.value"));
    assertEquals(1, snap.number("tapes.overflow.counter.{tapes.overflow=true}.value"));
    assertEquals(2, snap.number("tapes.overflow.value"));
  }

  @Test
  void theOverflowSeries_takesNoRoom_whoeverAsksForItAndRemovesIt() {
    Tags reserved = Tags.of("tapes.overflow", "true");
    Registry registry = Registry.builder().maxSeries(2).build();
    for (int i = 0; i < 20; i++) {
      // Asked for while there is room it is a series like any other, and counts as one.
      registry.counter("c", reserved).increment();
      assertTrue(registry.remove("c", reserved));
    }
    registry.counter("a");
    registry.counter("c", user(1));
    for (int i = 0; i < 20; i++) {
      registry.counter("c", user(2)).increment();
      assertTrue(registry.remove("c", reserved));
    }
    registry.counter("c", user(3)).increment();
    assertEquals(1, registry.snapshot().number("c.{tapes.overflow=true}.value"));
    assertTrue(registry.remove("a"));
    registry.counter("b").increment();
    registry.counter("c", user(4)).increment();
    Snapshot snap = registry.snapshot();
    assertEquals(1, snap.number("b.value"));
    assertEquals(2, snap.number("c.{tapes.overflow=true}.value"));
  }

  @Test
  void aLimitBelowOne_isRefused() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> Registry.builder().maxSeries(0));
    assertTrue(thrown.getMessage().contains("maxSeries 0"), thrown.getMessage());
  }

  @Test
  void commonTags_areOnEverySeries_alsoTheRegistrysOwn() {
    Tags common = Tags.of("host", "a");
    Registry registry = Registry.builder().maxSeries(2).commonTags(common).build();
    registry.counter("c").increment();
    registry.meter("m").mark(-1);
    registry.counter("c", user(1)).increment();
    registry.counter("new").increment();
    Snapshot snap = registry.snapshot();
    assertEquals(1, snap.number("c.{host=a}.value"));
    assertEquals(1, snap.number("tapes.dropped.{host=a}.value"));
    assertEquals(1, snap.number("c.{host=a,tapes.overflow=true}.value"));
    assertTrue(snap.series().stream().allMatch(series -> series.tags().containsAll(common)));
  }

  @Test
  void commonTags_giveWayToASeriesOwn() {
    Registry registry = Registry.builder().commonTags(Tags.of("host", "a")).build();
    registry.counter("c", Tags.of("host", "b")).increment();
    assertEquals(1, registry.snapshot().number("c.{host=b}.value"));
  }

  @Test
  void aNewRegistry_showsNothing() {
    assertEquals(0, Registry.create().snapshot().series().size());
  }
}
