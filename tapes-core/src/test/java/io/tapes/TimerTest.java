package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.distribution.Distribution;
import io.tapes.distribution.Distributions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimerTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();
  private final Timer timer = registry.timer("t");
  private int runs;

  private Distribution total() {
    return timer.read(clock.nanoTime(), clock.wallMillis()).total();
  }

  private String work() {
    runs++;
    clock.advance(Duration.ofMillis(7));
    return "done";
  }

  private void silentWork() throws IOException {
    runs++;
    clock.advance(Duration.ofMillis(7));
    if (runs < 0) {
      throw new IOException("never");
    }
  }

  @Test
  void recordSince_recordsTheTimeSinceAStart_eachTime() {
    long started = timer.startNanos();
    clock.advance(Duration.ofMillis(3));
    timer.recordSince(started);
    clock.advance(Duration.ofMillis(4));
    timer.recordSince(started);
    Distribution total = timer.read(clock.nanoTime(), clock.wallMillis()).total();
    assertEquals(2, total.count());
    assertEquals(3_000_000, total.min());
    assertEquals(7_000_000, total.max());
  }

  @Test
  void close_twice_recordsOnce() {
    Timer.Timing timing = timer.start();
    clock.advance(Duration.ofMillis(3));
    timing.close();
    clock.advance(Duration.ofMillis(3));
    timing.close();
    assertEquals(Distributions.of(3_000_000), total());
  }

  @Test
  void discard_recordsNothing_beforeOrAfterClose() {
    Timer.Timing discarded = timer.start();
    discarded.discard();
    discarded.close();
    assertEquals(0, total().count());
    Timer.Timing closed = timer.start();
    closed.close();
    closed.discard();
    assertEquals(1, total().count());
  }

  @Test
  @SuppressWarnings("try") // the timing is there to be closed
  void tryWithResources_recordsAlsoWhenTheBodyThrows() {
    assertThrows(
        IOException.class,
        () -> {
          try (Timer.Timing timing = timer.start()) {
            clock.advance(Duration.ofMillis(3));
            throw new IOException("lost");
          }
        });
    assertEquals(Distributions.of(3_000_000), total());
  }

  @Test
  void aTiming_mayEndInAnotherThread() throws InterruptedException {
    Timer.Timing timing = timer.start();
    clock.advance(Duration.ofMillis(3));
    Thread other = new Thread(timing::close);
    other.start();
    other.join();
    assertEquals(1, total().count());
  }

  @Test
  void lambdas_ofEveryForm_findTheirOverload() throws Exception {
    String value = timer.time(() -> work());
    String reference = timer.time(this::work);
    timer.time(this::silentWork);
    timer.time(
        () -> {
          silentWork();
        });
    int block =
        timer.time(
            () -> {
              work();
              return 5;
            });
    timer.time(() -> work());
    Callable<String> callable = this::work;
    String called = timer.time(callable::call);
    Runnable runnable = this::work;
    timer.time(runnable::run);
    assertEquals("done", value);
    assertEquals("done", reference);
    assertEquals("done", called);
    assertEquals(5, block);
    assertEquals(8, runs);
    assertEquals(8, total().count());
    assertEquals(7_000_000, total().min());
    assertEquals(7_000_000, total().max());
  }

  @Test
  void time_withoutCheckedExceptions_needsNoThrows() {
    TimeRecorder.Work<String, RuntimeException> plain = this::work;
    assertEquals("done", timer.time(plain));
  }

  @Test
  void exceptions_areRethrownUntouched_andRecorded() {
    IOException io = new IOException("lost");
    assertSame(
        io,
        assertThrows(
            IOException.class,
            () ->
                timer.time(
                    (TimeRecorder.Work<String, IOException>)
                        () -> {
                          clock.advance(Duration.ofMillis(1));
                          throw io;
                        })));
    StackOverflowError error = new StackOverflowError();
    assertSame(
        error,
        assertThrows(
            StackOverflowError.class,
            () ->
                timer.time(
                    (TimeRecorder.Task<RuntimeException>)
                        () -> {
                          throw error;
                        })));
    assertEquals(2, total().count());
    assertEquals(1_000_000, total().max());
  }

  @Test
  void theLongestDurations_areRecorded() {
    timer.record(Duration.ofNanos(Long.MAX_VALUE));
    assertEquals(Long.MAX_VALUE, total().max());
    assertEquals(1, total().count());
  }

  @Test
  void unitsBeyondTheRange_saturate() {
    timer.record(Long.MAX_VALUE, TimeUnit.DAYS);
    timer.record(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    assertEquals(2, total().count());
    assertEquals(Long.MAX_VALUE, total().min());
  }

  @Test
  void zero_isADuration() {
    timer.record(Duration.ZERO);
    timer.record(0, TimeUnit.DAYS);
    assertEquals(Distributions.of(0, 0), total());
  }

  @Test
  void figures_areInSeconds() {
    timer.record(Duration.ofMillis(1_500));
    Snapshot snap = registry.snapshot();
    for (String field : new String[] {"min", "max", "mean", "q50", "q999"}) {
      assertEquals(1.5, snap.number("t." + field), 0.015, field);
    }
  }

  @Test
  void merge_addsWhatWasRecordedElsewhere() {
    timer.record(Duration.ofNanos(5));
    timer.merge(Distributions.of(7, 9_000));
    timer.merge(Distribution.empty());
    assertEquals(Distributions.of(5, 7, 9_000), total());
  }
}
