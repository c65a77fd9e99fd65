package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Threads;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaugeTest {
  private final Registry registry = Registry.create();

  @Test
  void aGaugeThatWasNeverSet_isLeftOut() {
    registry.gauge("g");
    assertEquals(List.of(), registry.snapshot().series());
    registry.gauge("g").add(2);
    assertEquals(2, registry.snapshot().number("g.value"));
  }

  @Test
  void any_numberCanBeSet() {
    for (double value : new double[] {-0.0, 0.0, Double.MIN_VALUE, 1e308, 1 / 0.0, -1 / 0.0}) {
      registry.gauge("g").set(value);
      assertEquals(value, registry.snapshot().number("g.value"));
    }
  }

  @SuppressWarnings("InfiniteRecursion") // to the end of the stack
  private static int recurse(int depth) {
    return 1 + recurse(depth + 1);
  }

  static List<DoubleSupplier> failingSources() {
    return List.of(
        () -> {
          throw new IllegalStateException("no queue");
        },
        () -> recurse(0),
        () -> {
          throw new OutOfMemoryError("as if");
        },
        () -> {
          throw new UnspeakableException();
        },
        () -> (Integer) nothing());
  }

  private static Object nothing() {
    return "not an integer";
  }

  private static final class UnspeakableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message either");
    }
  }

  @ParameterizedTest
  @MethodSource("failingSources")
  void aSourceThatThrows_isLeftOut_countedAndAskedAgain(DoubleSupplier failure) {
    boolean[] well = {false};
    registry.gauge("a.failing", () -> well[0] ? 5 : failure.getAsDouble());
    registry.counter("b.other").increment();
    Snapshot first = registry.snapshot();
    assertEquals(1, first.number("b.other.value"));
    assertTrue(first.find(new SeriesId("a.failing", Tags.empty())).isEmpty());
    assertEquals(1, first.number("tapes.gauge.errors.value"));
    registry.snapshot();
    assertEquals(3, registry.snapshot().number("tapes.gauge.errors.value"));
    well[0] = true;
    assertEquals(5, registry.snapshot().number("a.failing.value"));
  }

  @Test
  void aSource_isHeldStrongly() {
    registry.gauge("g", new Source()::value);
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    assertEquals(42, registry.snapshot().number("g.value"));
  }

  private static final class Source {
    private final double[] value = {42};

    double value() {
      return value[0];
    }
  }

  @Test
  void aSourceThatSaysNotANumber_isShownAsThat() {
    registry.gauge("g", () -> Double.NaN);
    Snapshot snap = registry.snapshot();
    assertTrue(Double.isNaN(snap.number("g.value")));
    assertSame(snap.series().get(0), registry.snapshot().series().get(0));
  }

  @Test
  void anOptionalSource_isLeftOutWhileItSaysNotANumber() {
    double[] value = {Double.NaN};
    OptionalGaugeSupplier source = () -> value[0];
    registry.gauge("g", source);
    assertEquals(0, registry.snapshot().series().size());
    value[0] = 7;
    assertEquals(7, registry.snapshot().number("g.value"));
    value[0] = Double.NaN;
    assertEquals(0, registry.snapshot().series().size());
  }

  @Test
  void aLaterSource_replacesTheEarlier() {
    registry.gauge("g").set(1);
    registry.gauge("g", () -> 2);
    registry.gauge("g", () -> 3);
    assertEquals(3, registry.snapshot().number("g.value"));
  }

  @Test
  void aFormerOwnersCleanUp_leavesItsSuccessorAlone() {
    Gauge old = registry.gauge("slots", () -> 1);
    Gauge successor = registry.gauge("slots", () -> 2);
    assertNotSame(old, successor);
    assertFalse(registry.remove(old));
    assertEquals(2, registry.snapshot().number("slots.value"));
    assertTrue(registry.remove(successor));
    assertFalse(registry.remove(successor));
    assertFalse(registry.snapshot().at("slots").isPresent());
  }

  @Test
  void aSourceThatIsRegisteredTwice_keepsItsGauge() {
    DoubleSupplier source = () -> 1;
    assertSame(registry.gauge("slots", source), registry.gauge("slots", source));
    assertSame(registry.gauge("slots", source), registry.gauge("slots"));
  }

  @Test
  void aSourceThatIsNull_isRefused() {
    var thrown =
        assertThrows(NullPointerException.class, () -> registry.gauge("g", (DoubleSupplier) null));
    assertTrue(thrown.getMessage().contains("'g'"), thrown.getMessage());
  }

  @Test
  void aSource_mayMakeSeries_whileItIsRead() {
    registry.gauge("g", () -> registry.counter("made.by.a.source").value() + 1);
    assertEquals(1, registry.snapshot().number("g.value"));
    assertEquals(0, registry.snapshot().number("made.by.a.source.value"));
  }

  @Test
  void twoAggregations_areRefused_namingBoth() {
    registry.gauge("g", Aggregation.MAX).set(1);
    registry.gauge("g").set(2);
    registry.gauge("g", Tags.of("k", "v"), Aggregation.MAX).set(3);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> registry.gauge("g", Tags.of("k", "w"), Aggregation.MIN, () -> 1));
    for (String word : List.of("'g'", "MAX", "MIN")) {
      assertTrue(thrown.getMessage().contains(word), thrown.getMessage());
    }
    assertEquals(
        new LevelValue(2), registry.snapshot().find(new SeriesId("g", Tags.empty())).orElseThrow());
  }

  @Test
  void add_fromManyThreads_losesNothing() throws InterruptedException {
    Gauge gauge = registry.gauge("g");
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                Threads.await(go);
                for (int i = 0; i < 20_000; i++) {
                  gauge.add(1);
                }
              });
      threads[t].start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(80_000, registry.snapshot().number("g.value"));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.EnumSource
  void aggregations_sayWhatTheyAre_andHaveACode(Aggregation aggregation) {
    String name = aggregation.name();
    assertEquals(name.startsWith("LIVE_"), aggregation.isLive());
    assertEquals(name.endsWith("ALL"), aggregation.isPerProcess());
    assertEquals(name.endsWith("MOST_RECENT"), aggregation.isMostRecent());
    assertEquals(name.endsWith("MEAN"), aggregation.isMean());
    assertEquals(aggregation, Aggregation.ofCode(aggregation.code()).orElseThrow());
  }

  @Test
  void mostRecent_tellsWhenItWasSet_alsoToTheSameValue() {
    ManualClock clock = new ManualClock();
    Registry registry = Registry.builder().clock(clock).build();
    Gauge gauge = registry.gauge("g", Aggregation.MOST_RECENT);
    gauge.set(1);
    long first = changed(registry);
    assertEquals(clock.wallMillis(), first);
    clock.advance(java.time.Duration.ofSeconds(3));
    assertEquals(first, changed(registry));
    gauge.set(1);
    assertEquals(first + 3_000, changed(registry));
  }

  @Test
  void mostRecent_ofASource_tellsWhenItWasSeenToChange() {
    ManualClock clock = new ManualClock();
    Registry registry = Registry.builder().clock(clock).build();
    double[] value = {1};
    registry.gauge("g", Aggregation.LIVE_MOST_RECENT, () -> value[0]);
    long first = changed(registry);
    clock.advance(java.time.Duration.ofSeconds(3));
    assertEquals(first, changed(registry));
    value[0] = 2;
    assertEquals(first + 3_000, changed(registry));
  }

  private static long changed(Registry registry) {
    SeriesId id = new SeriesId("g", Tags.empty());
    return registry.snapshot().find(id).orElseThrow().asLevel().changedMillis();
  }

  @Test
  void aSecondSource_isCounted_theSameOneIsNot() {
    DoubleSupplier first = () -> 1;
    registry.gauge("g", first);
    registry.gauge("g", first);
    registry.gauge("h", () -> 3);
    assertEquals(2, registry.snapshot().series().size());
    registry.gauge("g", () -> 2);
    assertEquals(2, registry.snapshot().number("g.value"));
    assertEquals(1, registry.snapshot().number("tapes.gauge.replaced.value"));
    registry.remove("h");
    registry.gauge("h", () -> 4);
    assertEquals(1, registry.snapshot().number("tapes.gauge.replaced.value"));
  }
}
