package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.sources.SourceReader;
import io.tapes.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that do not return while a latch is closed: the pool's lock that somebody holds. */
@Timeout(120)
class HangingSourceTest {
  /** Long enough for sources that only wait for a processor. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final Registry registry = Registry.builder().sourceTimeout(TIMEOUT).build();
  private final CountDownLatch lock = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void unlock() {
    lock.countDown();
  }

  private double hang() {
    calls.incrementAndGet();
    Threads.await(lock);
    return 7;
  }

  private static boolean shows(Snapshot snapshot, String name) {
    return snapshot.find(new SeriesId(name, Tags.empty())).isPresent();
  }

  private Snapshot untilShown(String name) {
    Snapshot seen = registry.snapshot();
    while (!shows(seen, name)) {
      seen = registry.snapshot();
    }
    return seen;
  }

  private static MetricSource one(String name) {
    return out -> out.accept(Series.gauge(new SeriesId(name, Tags.empty()), 1));
  }

  @Test
  void aGaugeThatHangs_isLeftOutCountedAndNotCalledAgainBeforeItReturned() {
    registry.gauge("a.before", () -> 1);
    registry.gauge("hanging", this::hang);
    registry.gauge("z.behind", () -> 2);
    registry.register(one("source"));
    registry.counter("jobs").increment(106);
    for (int reading = 1; reading <= 3; reading++) {
      Snapshot seen = registry.snapshot();
      assertFalse(shows(seen, "hanging"));
      assertEquals(106, seen.number("jobs.value"));
      assertEquals(1, seen.number("a.before.value"));
      assertEquals(2, seen.number("z.behind.value"));
      assertEquals(1, seen.number("source.value"));
      assertEquals(reading, seen.number("tapes.gauge.errors.value"));
      assertEquals(1, calls.get());
    }
    lock.countDown();
    assertEquals(7, untilShown("hanging").number("hanging.value"));
    assertTrue(calls.get() > 1);
  }

  @Test
  void aMetricSourceThatHangs_isLeftOutWithAllItsSeries() {
    registry.register(
        out -> {
          one("partial").collect(out);
          hang();
        });
    registry.register(one("other"));
    for (int reading = 1; reading <= 3; reading++) {
      Snapshot seen = registry.snapshot();
      assertFalse(shows(seen, "partial"));
      assertEquals(1, seen.number("other.value"));
      assertEquals(reading, seen.number("tapes.source.errors.value"));
      assertEquals(1, calls.get());
    }
    lock.countDown();
    assertEquals(1, untilShown("partial").number("partial.value"));
  }

  @Test
  void seriesThatComeTooLate_areShownWhileTheyAreGood() {
    registry.register(
        new MetricSource() {
          @Override
          public void collect(Consumer<Series> out) {
            hang();
            one("late").collect(out);
          }

          @Override
          public Duration interval() {
            return Duration.ofHours(1);
          }
        });
    assertFalse(shows(registry.snapshot(), "late"));
    assertFalse(shows(registry.snapshot(), "late"));
    lock.countDown();
    untilShown("late");
    assertTrue(shows(registry.snapshot(), "late"));
    assertEquals(1, calls.get());
  }

  @Test
  void readersThatComeWhileAnotherOneReads_shareOneRound() {
    Registry patient = Registry.builder().sourceTimeout(Duration.ofHours(1)).build();
    patient.gauge(
        "g",
        () -> {
          if (calls.incrementAndGet() == 1) {
            Threads.await(lock);
          }
          return calls.get();
        });
    List<Thread> readers = new ArrayList<>();
    List<Double> seen = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 6; i++) {
      Thread reader = new Thread(() -> seen.add(patient.snapshot().number("g.value")));
      reader.start();
      readers.add(reader);
      while (!Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
          .contains(reader.getState())) {
        Thread.onSpinWait();
      }
    }
    lock.countDown();
    Threads.joinAll(readers);
    assertEquals(2, calls.get());
    // The first of them may look at what it asked for when the others have had a newer one already.
    assertTrue(Collections.frequency(seen, 2.0) >= 5, seen::toString);
  }

  @Test
  void aMetricSourceThatNeverStopsGiving_isStopped() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    registry.register(
        out -> {
          try {
            while (true) {
              one("endless").collect(out);
              calls.incrementAndGet();
            }
          } finally {
            stopped.countDown();
          }
        });
    assertFalse(shows(registry.snapshot(), "endless"));
    stopped.await();
  }

  @Test
  void moreSourcesThanThreads_leaveThoseThatAnswer() {
    int hanging = 3 * SourceReader.MOST_HANGING;
    for (int i = 0; i < hanging; i++) {
      registry.gauge("good." + i, () -> 1);
      registry.gauge("hanging." + i, this::hang);
    }
    registry.counter("jobs").increment(106);
    Snapshot seen = registry.snapshot();
    while (calls.get() < SourceReader.MOST_HANGING) {
      assertEquals(106, seen.number("jobs.value"));
      seen = registry.snapshot();
    }
    for (int reading = 0; reading < 3; reading++) {
      seen = registry.snapshot();
      assertEquals(SourceReader.MOST_HANGING, calls.get());
      assertEquals(106, seen.number("jobs.value"));
      assertTrue(shows(seen, "good.0") && shows(seen, "good.10"), seen.toMap().toString());
    }
    lock.countDown();
    for (int i = 0; i < hanging; i++) {
      untilShown("hanging." + i);
      untilShown("good." + i);
    }
  }

  @Test
  void aSourceOfAnotherRegistryThatHangs_isLeftOutThereToo() {
    Registry inner = Registry.builder().sourceTimeout(TIMEOUT).build();
    inner.gauge("hanging", this::hang);
    inner.gauge("good", () -> 3);
    registry.gauge("outer", () -> inner.snapshot().number("good.value"));
    assertFalse(shows(registry.snapshot(), "outer"));
    assertEquals(3, inner.snapshot().number("good.value"));
    assertEquals(3, inner.snapshot().number("good.value"));
    assertEquals(1, calls.get());
  }

  @Test
  void aSourceThatReadsOnAnotherThread_endsAtTheBound() {
    registry.counter("hits").increment(3);
    registry.gauge(
        "crossed",
        () -> {
          AtomicReference<Snapshot> seen = new AtomicReference<>();
          Thread other = new Thread(() -> seen.set(registry.snapshot()));
          other.start();
          Threads.joinAll(List.of(other));
          return seen.get().number("hits.value");
        });
    assertEquals(3, registry.snapshot().number("hits.value"));
  }

  @Test
  void manyReadersAtOnce_doNotCallItAgain() {
    registry.gauge("good", () -> 1);
    registry.gauge("hanging", this::hang);
    Threads.together(
        8,
        t -> {
          Snapshot seen = registry.snapshot();
          assertEquals(1, seen.number("good.value"));
          assertFalse(shows(seen, "hanging"));
        });
    assertEquals(1, calls.get());
  }

  @Test
  void anotherSourceForTheGauge_isCalledAtOnce() {
    registry.gauge("g", this::hang);
    assertFalse(shows(registry.snapshot(), "g"));
    registry.gauge("g", () -> 8);
    assertEquals(8, registry.snapshot().number("g.value"));
    lock.countDown();
    assertEquals(8, registry.snapshot().number("g.value"));
  }

  @Test
  void anInterruptedReader_waitsAndStaysInterrupted() {
    registry.gauge("g", () -> 5);
    Thread.currentThread().interrupt();
    Snapshot seen = registry.snapshot();
    assertTrue(Thread.interrupted());
    assertEquals(5, seen.number("g.value"));
  }

  @Test
  void sources_runOnOneThreadThatIsNotTheReaders_withItsContextClassLoader() {
    ClassLoader mine = new ClassLoader() {};
    AtomicReference<Thread> thread = new AtomicReference<>();
    AtomicReference<ClassLoader> loader = new AtomicReference<>();
    registry.gauge(
        "g",
        () -> {
          thread.set(Thread.currentThread());
          loader.set(Thread.currentThread().getContextClassLoader());
          return 1;
        });
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(mine);
    try {
      registry.snapshot();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertNotSame(Thread.currentThread(), thread.get());
    assertTrue(thread.get().isDaemon());
    assertSame(mine, loader.get());
  }

  @Test
  void aRemovedGauge_isNotAsked() {
    registry.gauge("g", () -> calls.incrementAndGet());
    registry.snapshot();
    registry.remove("g");
    registry.snapshot();
    assertEquals(1, calls.get());
  }

  @Test
  void sourceTimeout_outOfRange_isRefused() {
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofHours(2))) {
      var thrown =
          assertThrows(
              IllegalArgumentException.class, () -> Registry.builder().sourceTimeout(wrong));
      assertTrue(thrown.getMessage().contains(wrong.toString()), thrown.getMessage());
    }
  }
}
