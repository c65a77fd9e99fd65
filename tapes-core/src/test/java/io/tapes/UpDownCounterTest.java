package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Sums that fall: those that are declared to, and counters that do it all the same. */
class UpDownCounterTest {
  private static final int ROUNDS = 20_000;

  private final Registry registry = Registry.create();

  private Series series(String name) {
    return registry.snapshot().series(new SeriesId(name, Tags.empty())).orElseThrow();
  }

  @Test
  void everyWayUpAndDown_isAddedUp() {
    UpDownCounter open = registry.metric("open").upDownCounter();
    open.add(5);
    open.add(-7);
    open.increment();
    open.increment(10);
    open.decrement();
    open.decrement(3);
    open.increment(-2);
    open.decrement(-4);
    assertEquals(7, open.value());
    assertEquals(new SumValue(7, 13), open.read(0, 0));
    assertEquals(7L, series("open").fields().get("value"));
    assertTrue(registry.snapshot().at("tapes.counter.decrements").isEmpty());
  }

  @Test
  void itIsAKindOfItsOwn_fromTheStart() {
    UpDownCounter open = registry.metric("open").upDownCounter();
    assertEquals(open, registry.metric("open").upDownCounter());
    Series series = series("open");
    assertEquals(MetricKind.UP_DOWN_COUNTER, series.kind());
    assertFalse(series.kind().isMonotonic());
    assertThrows(IllegalArgumentException.class, () -> registry.counter("open"));
  }

  @Test
  void aCounterThatIsDecremented_hasTheRightValue_andIsStillACounter() {
    Counter done = registry.counter("jobs.done");
    done.increment();
    done.increment(5);
    done.decrement();
    done.increment(-2);
    assertEquals(3, done.value());
    Snapshot snapshot = registry.snapshot();
    assertEquals(3, snapshot.number("jobs.done.value"));
    assertEquals(2, snapshot.number("tapes.counter.decrements.value"));
    Series series = series("jobs.done");
    assertEquals(new SumValue(3, 3), series.value());
    assertEquals(new SumValue(6), series.value().asSum().increased());
    assertTrue(series.kind().isMonotonic());
  }

  @Test
  void whatOneAddsAndThenSubtracts_isNeverSeenBelowZero() throws InterruptedException {
    UpDownCounter open = registry.metric("open").upDownCounter();
    AtomicBoolean done = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                open.increment();
                open.decrement();
              }
              done.set(true);
            });
    thread.start();
    long least = 0;
    while (!done.get()) {
      least = Math.min(least, open.value());
    }
    thread.join();
    assertEquals(0, least);
    assertEquals(new SumValue(0, ROUNDS), open.read(0, 0));
  }

  @Test
  void merge_addsWhatAnotherOneCounted() {
    UpDownCounter open = registry.metric("open").upDownCounter();
    open.add(2);
    open.merge(new SumValue(-3, 5));
    assertEquals(new SumValue(-1, 5), open.read(0, 0));
    Counter done = registry.counter("done");
    done.merge(new SumValue(-3, 5));
    assertEquals(new SumValue(-3, 5), done.read(0, 0));
    assertTrue(registry.snapshot().at("tapes.counter.decrements").isEmpty());
  }
}
