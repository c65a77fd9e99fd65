package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.distribution.Distribution;
import io.tapes.testing.Threads;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Whoever reads beside others changes nothing for them, and nothing of what is read later. */
class ConcurrentReadersTest {
  private static final int ROUNDS = 300;
  private static final int EVENTS = 20_000;
  private static final int READERS = 3;
  private static final int HISTOGRAMS = 40;

  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();

  /** Records in one thread while others take snapshots. */
  private void recordWhileRead(IntConsumer event) {
    AtomicBoolean recorded = new AtomicBoolean();
    Threads.together(
        1 + READERS,
        thread -> {
          if (thread == 0) {
            for (int i = 0; i < EVENTS; i++) {
              event.accept(i);
            }
            recorded.set(true);
          }
          while (!recorded.get()) {
            registry.snapshot();
          }
        });
  }

  private Snapshot afterATick() {
    clock.advance(Duration.ofSeconds(5));
    return registry.snapshot();
  }

  @Test
  void aMeterReadByThree_countsEachEventOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      Meter meter = registry.meter("m");
      recordWhileRead(i -> meter.mark());
      Snapshot now = afterATick();
      assertEquals(EVENTS, now.number("m.count"), "round " + round);
      assertEquals(4_000, now.number("m.m1"), "round " + round);
      assertEquals(4_000, now.number("m.m5"), "round " + round);
      assertEquals(4_000, now.number("m.m15"), "round " + round);
      registry.remove("m");
    }
  }

  @Test
  void aTimerReadByThree_countsEachRecordOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      Timer timer = registry.timer("t");
      recordWhileRead(i -> timer.record(200, TimeUnit.NANOSECONDS));
      Snapshot now = afterATick();
      assertEquals(EVENTS, now.number("t.count"), "round " + round);
      assertEquals(4_000, now.number("t.m1"), "round " + round);
      assertEquals(200e-9, now.number("t.mean"), 1e-20, "round " + round);
      registry.remove("t");
    }
  }

  /** Whoever read before the landmark moves must not put its weights back behind the move. */
  @Test
  void aHistogramReadByThree_keepsItsLandmark() {
    Duration pause = Duration.ofSeconds(1_003);
    Distribution many =
        Distribution.of(new int[] {1, 2}, new long[] {10_000_000, 1}, 10_000_002, 1, 2);
    for (int round = 0; round < ROUNDS; round++) {
      for (int h = 0; h < HISTOGRAMS; h++) {
        registry.histogram("h", Tags.of("h", "" + h)).merge(many);
      }
      registry.snapshot();
      recordWhileRead(
          i -> {
            if (i == EVENTS / 2) {
              clock.advance(pause); // the two is forgotten, the ones are not
            }
          });
      double old = 10_000_000 * Math.exp(-0.015 * 1_003);
      for (int h = 0; h < HISTOGRAMS; h++) {
        registry.histogram("h", Tags.of("h", "" + h)).record(3);
      }
      Snapshot now = registry.snapshot();
      for (int h = 0; h < HISTOGRAMS; h++) {
        String name = "h.{h=" + h + "}";
        assertEquals(10_000_002, now.number(name + ".count"), "round " + round);
        assertEquals((old + 3) / (old + 1), now.number(name + ".mean"), 0.25, "round " + round);
        registry.remove("h", Tags.of("h", "" + h));
      }
    }
  }
}
