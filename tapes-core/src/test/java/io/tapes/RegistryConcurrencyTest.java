package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Threads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

class RegistryConcurrencyTest {
  @Test
  void threadsThatMakeTheSameSeries_getOneInstance() {
    int threads = 4;
    for (int round = 0; round < 300; round++) {
      Registry registry = Registry.create();
      Tags tags = round % 2 == 0 ? Tags.empty() : Tags.of("k", "v");
      AtomicReferenceArray<Counter> got = new AtomicReferenceArray<>(threads);
      Threads.together(
          threads,
          t -> {
            Counter counter = registry.counter("c", tags);
            counter.increment();
            got.set(t, counter);
          });
      for (int t = 1; t < threads; t++) {
        assertSame(got.get(0), got.get(t));
      }
      assertEquals(threads, got.get(0).value());
      assertEquals(1, registry.snapshot().series().size());
    }
  }

  @Test
  void reading_besideCreation_seesWhatWasThereBefore() {
    Registry registry = Registry.create();
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        3,
        t -> {
          if (t < 2) {
            for (int i = 0; i < 3_000; i++) {
              registry.counter("c." + t, Tags.of("i", String.valueOf(i))).increment();
            }
            done.set(true);
          } else {
            int seen = 0;
            while (!done.get()) {
              Snapshot snap = registry.snapshot();
              assertTrue(snap.series().size() >= seen);
              seen = snap.series().size();
              for (int i = 1; i < seen; i++) {
                SeriesId before = snap.series().get(i - 1).id();
                assertTrue(before.compareTo(snap.series().get(i).id()) < 0);
              }
            }
          }
        });
    assertEquals(6_000, registry.snapshot().series().size());
  }

  @Test
  void theLimit_holds_whenManyThreadsReachIt() {
    Registry registry = Registry.builder().maxSeries(100).build();
    Threads.together(
        4,
        t -> {
          for (int i = 0; i < 500; i++) {
            registry.counter("c", Tags.of("i", t + "-" + i)).increment();
          }
        });
    Snapshot snap = registry.snapshot();
    assertEquals(102, snap.series().size());
    assertEquals(1_900, snap.number("c.{tapes.overflow=true}.value"));
    assertEquals(1_900, snap.number("tapes.overflow.value"));
  }

  @Test
  void twoReaders_seeConsistentValues() {
    Registry registry = Registry.create();
    Histogram histogram = registry.histogram("h");
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        3,
        t -> {
          if (t == 0) {
            for (int i = 0; i < 200_000; i++) {
              histogram.record(100 + i % 100);
            }
            done.set(true);
          } else {
            double last = 0;
            while (!done.get()) {
              Snapshot snap = registry.snapshot();
              double count = snap.number("h.count");
              assertTrue(count >= last, "counts fell");
              last = count;
              if (count > 0) {
                assertTrue(snap.number("h.min") >= 100);
                assertTrue(snap.number("h.q50") <= snap.number("h.q99"));
                assertTrue(snap.number("h.max") <= 199);
              }
            }
          }
        });
    assertEquals(200_000, registry.snapshot().number("h.count"));
  }
}
