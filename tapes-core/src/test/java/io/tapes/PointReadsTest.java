package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

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
