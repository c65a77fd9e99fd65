package io.tapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import io.tapes.distribution.Distributions;
import io.tapes.testing.Threads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What instruments say of themselves, without a snapshot. */
class PointReadsTest {
  private final Registry registry = Registry.create();

  @Test
  void everyInstrument_saysWhatItHolds() {
    registry.counter("c").increment(3);
    registry.meter("m").mark(4);
    Histogram histogram = registry.histogram("h");
    assertEquals(0, histogram.count());
    histogram.record(0);
    histogram.record(Long.MAX_VALUE);
    Timer timer = registry.timer("t");
    assertEquals(0, timer.count());
    timer.record(Duration.ofMillis(3));
    timer.record(Duration.ofDays(3));
    timer.record(Duration.ZERO);
    assertEquals(3, registry.counter("c").value());
    assertEquals(4, registry.meter("m").count());
    assertEquals(2, histogram.count());
    assertEquals(3, timer.count());
    histogram.merge(Distributions.of(List.of(1L, 2L, 2L)));
    assertEquals(5, histogram.count());
  }

  @Test
  void oneInstrument_isReadAsASnapshotShowsIt() {
    ManualClock clock = new ManualClock();
    Registry all = Registry.builder().clock(clock).build();
    Timer timer = all.timer("t", Tags.of("a", "b"));
    timer.record(Duration.ofMillis(3));
    clock.advance(Duration.ofSeconds(60));
    timer.record(Duration.ofMillis(9));
    Series read = all.scope("t").read(timer).orElseThrow();
    assertSame(all.snapshot().series().get(0), read);
    assertEquals(2L, read.fields().get("count"));
    assertTrue(all.read(all.gauge("g")).isEmpty(), "it was never set");
  }

  @Test
  void activeTasks_sayHowLongTheyHaveRun() {
    ManualClock clock = new ManualClock();
    Registry all = Registry.builder().clock(clock).build();
    LongTaskTimer tasks = all.metric("l").longTaskTimer();
    tasks.start();
    clock.advance(Duration.ofNanos(5));
    LongTaskTimer.Task second = tasks.start();
    clock.advance(Duration.ofNanos(2));
    assertArrayEquals(new long[] {2, 7}, tasks.elapsedNanos());
    second.close();
    assertArrayEquals(new long[] {7}, tasks.elapsedNanos());
  }

  @Test
  void aCount_leavesWhatReadersSeeAlone() {
    Histogram histogram = registry.histogram("h");
    histogram.record(7);
    Series seen = registry.snapshot().series().get(0);
    assertEquals(1, histogram.count());
    assertSame(seen, registry.snapshot().series().get(0));
    histogram.merge(Distributions.of(List.of(0L)));
    assertEquals(2, histogram.count());
    assertEquals(2, registry.snapshot().number("h.count"));
  }

  @ParameterizedTest
  @EnumSource
  void aCount_isExactWhicheverThreadsRecorded(StorageKind storage) {
    TestRecorder recorder = storage.recorder();
    Threads.together(
        9,
        t -> {
          for (int i = 0; i < 5_000; i++) {
            recorder.add((long) t << i % 50);
          }
        });
    assertEquals(45_000, recorder.recorded());
    assertEquals(45_000, recorder.total(Distribution.empty()).count());
  }
}
