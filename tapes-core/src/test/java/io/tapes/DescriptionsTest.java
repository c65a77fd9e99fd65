package io.tapes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.DecayingDistribution;
import io.tapes.testing.Warnings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How values and registries describe themselves in logs and debuggers, and their hashes. */
class DescriptionsTest {
  private final ManualClock clock = new ManualClock(1_000);
  private final Registry registry = Registry.builder().clock(clock).build();

  @Test
  void clocks_andRegistries_sayWhatTheyAre() {
    clock.advance(Duration.ofMillis(1_500));
    assertEquals("ManualClock[PT1.5S]", clock.toString());
    assertEquals("Clock.SYSTEM", Clock.SYSTEM.toString());
    registry.counter("a");
    registry.counter("b");
    assertEquals("Registry[2 series]", registry.toString());
    assertEquals("RegistryView[http.*{} of Registry[2 series]]", registry.scope("http").toString());
    assertEquals(
        "RegistryView[*{k=v} of Registry[2 series]]",
        registry.tagged(Tags.of("k", "v")).toString());
  }

  @Test
  void snapshots_sayWhenAndHowMany_andHaveHashes() {
    registry.counter("a").increment();
    Snapshot one = registry.snapshot();
    assertEquals("Snapshot[1000, 1 series]", one.toString());
    clock.advance(Duration.ofSeconds(1));
    Snapshot later = registry.snapshot();
    assertNotEquals(one.hashCode(), later.hashCode());
    assertNotEquals(one, later);
    registry.counter("a").increment();
    assertNotEquals(later.hashCode(), registry.snapshot().hashCode());
    assertNotEquals(one.series().get(0), registry.snapshot().series().get(0));
    assertNotEquals(one.series().get(0).hashCode(), registry.snapshot().series().get(0).hashCode());
  }

  @Test
  void snapshots_withWhatEnded_areOthers() {
    Series gone =
        new Series(
            new SeriesId("x", Tags.empty()),
            MetricInfo.of("x", MetricKind.COUNTER),
            new SumValue(1),
            7,
            0);
    Snapshot shown = Snapshot.of(5, List.of(gone));
    Snapshot ended = Snapshot.of(5, List.of()).withEnded(List.of(new EndedSeries(gone, 1)));
    assertEquals(shown.series(), ended.series());
    assertNotEquals(shown, ended);
  }

  @Test
  void recentDistributions_sayTheirFigures_andHaveHashes() {
    registry.histogram("h").record(7);
    DecayingDistribution recent = recent();
    assertEquals("DecayingDistribution[" + recent.summary() + "]", recent.toString());
    registry.histogram("h").record(900);
    assertNotEquals(recent, recent());
    assertNotEquals(recent.hashCode(), recent().hashCode());
  }

  private DecayingDistribution recent() {
    return registry.snapshot().series().get(0).value().asDistribution().recent();
  }

  /** A source that is registered through a view is called in warnings what it calls itself. */
  @Test
  void sources_areCalledByTheirOwnName() {
    try (Warnings log = new Warnings()) {
      registry.scope("app").register(new Failing());
      registry.snapshot();
      assertTrue(log.has("metric source the pool failed with"), log.text());
    }
  }

  private static final class Failing implements MetricSource {
    @Override
    public void collect(Consumer<Series> out) {
      throw new IllegalStateException("away");
    }

    @Override
    public String toString() {
      return "the pool";
    }
  }

  @Test
  void aListenerThatFails_isNamedWithItsCause() {
    try (Warnings log = new Warnings()) {
      registry.addListener(
          new SeriesListener() {
            @Override
            public void added(SeriesId id, MetricKind type) {
              throw new IllegalStateException("away");
            }

            @Override
            public void removed(SeriesId id, MetricKind type) {}
          });
      registry.counter("c");
      assertTrue(
          log.has("the listener for series 'io.tapes.DescriptionsTest$1' failed with"), log.text());
      assertTrue(log.has("java.lang.IllegalStateException: away"), log.text());
    }
  }

  @Test
  void limits_areTakenUpToTheLast() {
    assertDoesNotThrow(() -> Registry.builder().maxSeries(1));
    assertDoesNotThrow(() -> Registry.builder().sourceTimeout(Duration.ofMillis(1)));
    assertDoesNotThrow(() -> Registry.builder().sourceTimeout(Duration.ofHours(1)));
  }
}
