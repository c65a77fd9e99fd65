package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Series that go, and those who are told. */
class RegistryRemoveTest {
  private static final Tags GET = Tags.of("method", "GET");

  private final Registry registry = Registry.builder().maxSeries(3).build();
  private final List<String> told = new ArrayList<>();
  private final SeriesListener listener =
      new SeriesListener() {
        @Override
        public void added(SeriesId id, MetricKind type) {
          told.add("+" + type + " " + id);
        }

        @Override
        public void removed(SeriesId id, MetricKind type) {
          told.add("-" + type + " " + id);
        }
      };

  private List<String> shown() {
    return registry.snapshot().series().stream().map(s -> s.id().toString()).toList();
  }

  @Test
  void remove_takesOneSeriesOutOfSnapshots() {
    registry.counter("c").increment();
    registry.counter("c", GET).increment();
    assertTrue(registry.remove("c"));
    assertEquals(List.of("c{method=GET}"), shown());
    assertTrue(registry.remove("c", GET));
    assertEquals(List.of(), shown());
    assertFalse(registry.remove("c", GET));
    assertFalse(registry.remove("never.there"));
  }

  @Test
  void afterRemove_theNameIsFree_forAnotherType_andStartsFromZero() {
    Counter old = registry.counter("c");
    old.increment(7);
    registry.remove("c");
    old.increment();
    Counter fresh = registry.counter("c");
    assertNotSame(old, fresh);
    assertEquals(0, registry.snapshot().number("c.value"));
    registry.remove("c");
    registry.meter("c").mark();
    assertEquals(1, registry.snapshot().number("c.count"));
  }

  @Test
  void afterRemove_aNameThatStoodBesideAField_leavesTheField() {
    registry.counter("a.count.x").increment();
    registry.meter("a").mark(3);
    assertEquals(1, registry.snapshot().number("a.count.x.value"));
    registry.remove("a.count.x");
    assertEquals(3, registry.snapshot().number("a.count"));
  }

  @Test
  void remove_makesRoomBelowTheLimit() {
    for (int i = 0; i < 4; i++) {
      registry.counter("c", Tags.of("i", "" + i)).increment();
    }
    assertEquals(1, registry.snapshot().number("c.{tapes.overflow=true}.value"));
    assertTrue(registry.remove("c", Tags.of("i", "0")));
    registry.counter("c", Tags.of("i", "4")).increment();
    registry.counter("c", Tags.of("i", "5")).increment();
    assertEquals(1, registry.snapshot().number("c.{i=4}.value"));
    assertEquals(2, registry.snapshot().number("c.{tapes.overflow=true}.value"));
    assertTrue(registry.remove("c", Tags.of("tapes.overflow", "true")));
    registry.counter("c", Tags.of("i", "6")).increment();
    assertEquals(1, registry.snapshot().number("c.{tapes.overflow=true}.value"));
  }

  @Test
  void theRegistrysOwnMetrics_stay() {
    registry.timer("h").record(-1, TimeUnit.SECONDS);
    assertEquals(1, registry.snapshot().number("tapes.dropped.value"));
    assertFalse(registry.remove("tapes.dropped"));
    assertFalse(registry.remove("tapes.dropped.records", Tags.of("metric", "h")));
    assertEquals(1, registry.snapshot().number("tapes.dropped.value"));
    assertEquals(1, registry.snapshot().number("tapes.dropped.records.{metric=h}.value"));
  }

  @Test
  void aView_removesBelowItself() {
    Registry view = registry.scope("http").tagged(GET);
    view.counter("requests");
    registry.counter("requests");
    assertTrue(view.remove("requests"));
    assertFalse(view.remove("requests"));
    assertEquals(List.of("requests"), shown());
  }

  @Test
  void aListener_isToldOfWhatIsThere_andOfWhatComesAndGoes() {
    registry.counter("c");
    registry.addListener(listener);
    registry.timer("t", GET);
    registry.timer("t", GET);
    registry.remove("c");
    registry.remove("c");
    registry.remove(listener);
    registry.counter("later");
    assertEquals(List.of("+counter c", "+timer t{method=GET}", "-counter c"), told);
  }

  @Test
  void aListenerOfAView_isToldOfWhatTheViewShows() {
    registry.scope("a").addListener(listener);
    registry.counter("a.b");
    registry.counter("ab");
    registry.remove("a.b");
    registry.scope("a").remove(listener);
    registry.counter("a.c");
    assertEquals(List.of("+counter a.b", "-counter a.b"), told);
  }

  @Test
  void selfMetrics_areAnnouncedWhenTheyAppear() {
    registry.addListener(listener);
    registry.timer("h").record(-1, TimeUnit.SECONDS);
    assertEquals(List.of("+timer h"), told);
    registry.snapshot();
    assertEquals(
        Set.of("+timer h", "+counter tapes.dropped", "+counter tapes.dropped.records{metric=h}"),
        Set.copyOf(told));
  }

  @Test
  void aListenerThatThrows_harmsNobody() {
    registry.addListener(
        new SeriesListener() {
          @Override
          public void added(SeriesId id, MetricKind type) {
            throw new IllegalStateException("bug");
          }

          @Override
          public void removed(SeriesId id, MetricKind type) {
            throw new StackOverflowError("as if");
          }
        });
    registry.addListener(listener);
    registry.counter("c");
    assertTrue(registry.remove("c"));
    assertEquals(List.of("+counter c", "-counter c"), told);
  }
}
