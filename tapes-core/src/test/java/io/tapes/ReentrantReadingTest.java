package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that read the registry that is asking them. */
class ReentrantReadingTest {
  private final Registry registry = Registry.create();
  private final AtomicInteger calls = new AtomicInteger();

  private static boolean shows(Snapshot snapshot, String name) {
    return snapshot.find(new SeriesId(name, Tags.empty())).isPresent();
  }

  private double ratio(SnapshotSource of) {
    calls.incrementAndGet();
    return of.snapshot().number("hits.value") / of.snapshot().number("all.value");
  }

  private void assertOnlyTheRatioIsMissing(Snapshot seen) {
    assertFalse(shows(seen, "ratio"));
    assertEquals(3, seen.number("hits.value"));
    assertEquals(4, seen.number("all.value"));
    assertEquals(1, seen.number("tapes.gauge.errors.value"));
    assertEquals(1, calls.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"itself", "a scope", "a tagged view", "both"})
  void aGaugeThatTakesSnapshotsOfItsRegistry_isLeftOutAndCounted(String through) {
    UnaryOperator<Registry> view =
        switch (through) {
          case "a scope" -> r -> r.scope("x");
          case "a tagged view" -> r -> r.tagged(Tags.of("k", "v"));
          case "both" -> r -> r.scope("x").tagged(Tags.of("k", "v"));
          default -> r -> r;
        };
    registry.counter("hits").increment(3);
    registry.counter("all").increment(4);
    registry.gauge("ratio", () -> ratio(view.apply(registry)));
    assertOnlyTheRatioIsMissing(registry.snapshot());
  }

  @Test
  void aMetricSourceThatReadsItsRegistry_keepsWhatItGaveBefore() {
    registry.counter("hits").increment(3);
    registry.register(
        out -> {
          out.accept(Series.gauge(new SeriesId("before", Tags.empty()), 1));
          calls.incrementAndGet();
          registry.getStats();
        });
    Snapshot seen = registry.snapshot();
    assertEquals(1, calls.get());
    assertEquals(1, seen.number("before.value"));
    assertEquals(3, seen.number("hits.value"));
    assertEquals(1, seen.number("tapes.source.errors.value"));
  }

  @Test
  void manyGaugesThatDoSo_areAskedOnceEach() {
    for (int i = 0; i < 30; i++) {
      registry.gauge("ratio." + i, () -> ratio(registry));
    }
    Snapshot seen = registry.snapshot();
    assertEquals(30, calls.get());
    assertEquals(30, seen.number("tapes.gauge.errors.value"));
  }

  @Test
  void twoRegistriesThatReadEachOther_leaveTheInnerOneOut() {
    Registry other = Registry.create();
    registry.counter("hits").increment(3);
    registry.gauge("theirs", () -> other.snapshot().number("hits.value"));
    other.counter("hits").increment(4);
    other.gauge(
        "ours",
        () -> {
          calls.incrementAndGet();
          return registry.snapshot().number("hits.value");
        });
    Snapshot seen = registry.snapshot();
    assertEquals(4, seen.number("theirs.value"));
    assertEquals(1, calls.get());
    assertEquals(1, other.snapshot().number("tapes.gauge.errors.value"));
  }

  @Test
  void aSourceMayReadAnotherRegistry_withSourcesOfItsOwn() {
    Registry inner = Registry.create();
    inner.gauge("g", () -> 20);
    registry.gauge("twice", () -> 2 * inner.snapshot().number("g.value"));
    assertEquals(40, registry.snapshot().number("twice.value"));
    assertEquals(20, inner.snapshot().number("g.value"));
  }

  @Test
  void theError_saysWhatToUseInstead() {
    Throwable[] thrown = new Throwable[1];
    registry.gauge(
        "g",
        () -> {
          thrown[0] = assertThrows(IllegalStateException.class, registry::snapshot);
          return 1;
        });
    assertEquals(1, registry.snapshot().number("g.value"));
    assertTrue(thrown[0].getMessage().contains("counter.value()"), thrown[0].getMessage());
  }

  @Test
  void aRatioOfPointReads_isShown() {
    Counter hits = registry.counter("hits");
    Timer all = registry.timer("all");
    registry.gauge("ratio", () -> (double) hits.value() / all.count());
    hits.increment(3);
    for (int i = 0; i < 4; i++) {
      all.recordNanos(1);
    }
    assertEquals(0.75, registry.snapshot().number("ratio.value"));
  }

  @Test
  void aListenerThatReads_seesTheRegistry() {
    registry.gauge(
        "failing",
        () -> {
          throw new IllegalStateException("no value");
        });
    double[] seen = new double[1];
    registry.addListener(
        new SeriesListener() {
          @Override
          public void added(SeriesId id, MetricKind type) {
            if (id.name().equals("tapes.gauge.errors")) { // told of it by the reader
              seen[0] = registry.snapshot().number("tapes.gauge.errors.value");
            }
          }

          @Override
          public void removed(SeriesId id, MetricKind type) {}
        });
    registry.snapshot();
    assertTrue(seen[0] >= 1, () -> "saw " + seen[0]);
  }
}
