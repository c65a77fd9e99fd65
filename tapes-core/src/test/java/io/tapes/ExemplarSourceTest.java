package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Foreign code on the threads that record: how often it is asked, and what it may do. */
class ExemplarSourceTest {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final ManualClock clock = new ManualClock(1_000_000);
  private final AtomicInteger asked = new AtomicInteger();

  private Registry registry(ExemplarSource source) {
    return Registry.builder()
        .clock(clock)
        .exemplars(
            () -> {
              asked.incrementAndGet();
              return source.exemplar();
            },
            INTERVAL)
        .build();
  }

  private Optional<Exemplar> numbered() {
    return Optional.of(Exemplar.of("call", String.valueOf(asked.get())));
  }

  private static String call(Instrument of) {
    return of.exemplars().newest().orElseThrow().labels().toString();
  }

  @Test
  void itIsAskedOnceInAnInterval_forEachRangeOfASeries() {
    Registry registry = registry(this::numbered);
    Histogram histogram = registry.histogram("h");
    for (int i = 0; i < 1_000; i++) {
      histogram.record(100);
      histogram.record(1_000);
    }
    assertEquals(2, asked.get());
    clock.advance(INTERVAL.minusNanos(1));
    histogram.record(100);
    assertEquals(2, asked.get());
    clock.advance(Duration.ofNanos(1));
    histogram.record(101);
    histogram.record(102);
    assertEquals(3, asked.get());
    assertEquals("{call=3}", call(histogram));
    assertEquals(101, histogram.exemplars().newest().orElseThrow().value());
    registry.counter("c").increment();
    registry.counter("c").increment(5);
    assertEquals(4, asked.get());
  }

  @Test
  void allInstrumentsWithExemplars_askIt_andNoOthers() {
    Registry registry = registry(this::numbered);
    registry.timer("t").record(Duration.ofSeconds(1));
    registry.timer("t2").record(1, TimeUnit.SECONDS);
    registry.timer("t3").time(() -> {});
    registry.timer("t4").start().close();
    registry.metric("d").doubleCounter().add(1);
    registry.metric("r").doubleHistogram().record(1);
    assertEquals(6, asked.get());
    registry.meter("m").mark();
    registry.gauge("g").set(1);
    registry.metric("u").upDownCounter().add(1);
    registry.counter("c").decrement();
    registry.counter("c").merge(new SumValue(1));
    assertEquals(6, asked.get());
  }

  @Test
  void whatIsGivenWithTheRecord_comesBeforeTheSource() {
    Registry registry = registry(this::numbered);
    Counter counter = registry.counter("c");
    counter.increment(1, Exemplar.of("given", "x"));
    assertEquals(0, asked.get());
    assertEquals("{given=x}", call(counter));
  }

  @Test
  void aSourceWithoutAnAnswer_isNotAskedAgainBeforeTheInterval() {
    Registry registry = registry(Optional::empty);
    Counter counter = registry.counter("c");
    counter.increment();
    counter.increment();
    assertEquals(1, asked.get());
    assertEquals(Exemplars.none(), counter.exemplars());
  }

  @Test
  @SuppressWarnings({"NullAway", "NullOptional", "OptionalAssignedToNull"}) // foreign code does
  void whateverASourceDoes_theRecordStands_andItIsCounted() {
    ExemplarSource[] bad = {
      () -> {
        throw new StackOverflowError("deep");
      },
      () -> {
        throw new OutOfMemoryError("full");
      },
      () -> null,
      () -> Optional.of(Exemplar.of("trace_id", "x".repeat(1_000))),
      () -> Optional.of(new Exemplar(Tags.empty(), 1, Long.MAX_VALUE)),
    };
    for (ExemplarSource source : bad) {
      Registry registry = registry(source);
      Counter counter = registry.counter("c");
      counter.increment();
      assertEquals(1, counter.value());
      assertEquals(Exemplars.none(), counter.exemplars());
      assertEquals(1, registry.snapshot().number("tapes.exemplar.errors.value"));
    }
  }

  @Test
  void whatASourceRecordsItself_asksNoSource() {
    AtomicReference<Registry> own = new AtomicReference<>();
    Registry registry =
        registry(
            () -> {
              for (int i = 0; i < 64; i++) {
                own.get().histogram("of.source").record(1L << i);
              }
              return numbered();
            });
    own.set(registry);
    registry.counter("c").increment();
    assertEquals(1, asked.get());
    assertEquals(64, registry.histogram("of.source").count());
    assertEquals("{call=1}", call(registry.counter("c")));
  }

  @Test
  void aSlowSource_restsForAHundredTimesAsLong() {
    Registry registry =
        registry(
            () -> {
              clock.advance(Duration.ofMillis(10));
              return numbered();
            });
    registry.counter("a").increment();
    registry.counter("b").increment();
    clock.advance(Duration.ofMillis(999));
    registry.counter("b").increment();
    assertEquals(1, asked.get());
    clock.advance(Duration.ofMillis(1));
    registry.counter("b").increment();
    assertEquals(2, asked.get(), "of the first record that finds it rested");
  }

  @Test
  @Timeout(60)
  void aSourceThatNeverReturns_holdsUpOneThread() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    Registry registry =
        registry(
            () -> {
              inside.countDown();
              awaitQuietly(free);
              return numbered();
            });
    Thread held = new Thread(() -> registry.counter("held").increment());
    held.start();
    inside.await();
    for (int i = 0; i < 100; i++) {
      registry.counter("c" + i).increment();
    }
    assertEquals(1, registry.counter("held").value(), "counted before the source is asked");
    assertEquals(1, registry.snapshot().number("c99.value"));
    assertEquals(1, asked.get());
    free.countDown();
    held.join();
    assertEquals("{call=1}", call(registry.counter("held")));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anIntervalOutOfRange_isRefused() {
    RegistryBuilder builder = Registry.builder();
    for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofHours(2)}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> builder.exemplars(Optional::empty, wrong));
      assertTrue(e.getMessage().contains("is not between 1 ms and 1 hour"), e.getMessage());
    }
  }

  @Test
  void deniedSeries_askNobody() {
    Registry registry =
        Registry.builder()
            .exemplars(
                () -> {
                  asked.incrementAndGet();
                  return Optional.empty();
                })
            .filter(MetricFilter.deny("debug.*"))
            .build();
    registry.counter("debug.c").increment();
    registry.counter("debug.c").increment(1, Exemplar.of("k", "v"));
    assertEquals(0, asked.get());
    assertTrue(registry.snapshot().series().isEmpty());
  }
}
