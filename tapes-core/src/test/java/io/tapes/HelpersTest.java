package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The short forms around one instrument: wrap, countExceptions, trackInProgress and the time. */
class HelpersTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_250L);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final Timer timer = registry.timer("t");
  private final Counter failures = registry.counter("failures");
  private final Gauge gauge = registry.gauge("g");

  private double number(String path) {
    return registry.snapshot().number(path);
  }

  private String work() {
    clock.advance(Duration.ofMillis(7));
    return "done";
  }

  private String failing() throws IOException {
    clock.advance(Duration.ofMillis(7));
    throw new FileNotFoundException("gone");
  }

  private void failingTask() throws IOException {
    failing();
  }

  @Test
  void wrap_timesEachRun() throws Exception {
    Runnable task = timer.wrap((Runnable) this::work);
    Callable<String> callable = timer.wrap((Callable<String>) this::work);
    Supplier<String> supplier = timer.wrap((Supplier<String>) this::work);
    task.run();
    task.run();
    assertEquals("done", callable.call());
    assertEquals("done", supplier.get());
    assertEquals(4, timer.count());
    assertEquals(0.007, number("t.min"));
    assertEquals(0.007, number("t.max"));
  }

  @Test
  void wrap_timesWhatThrows_andPassesItOn() {
    Callable<String> callable = timer.wrap((Callable<String>) this::failing);
    Runnable task =
        timer.wrap(
            (Runnable)
                () -> {
                  throw new IllegalStateException("no");
                });
    assertThrows(FileNotFoundException.class, callable::call);
    assertThrows(IllegalStateException.class, task::run);
    assertEquals(2, timer.count());
  }

  @Test
  void countExceptions_countsTheTypeAndItsSubclasses_andPassesThemOn() {
    IOException thrown =
        assertThrows(
            IOException.class, () -> failures.countExceptions(IOException.class, this::failing));
    assertSame(FileNotFoundException.class, thrown.getClass());
    assertThrows(
        IOException.class, () -> failures.countExceptions(IOException.class, this::failingTask));
    assertEquals(2, failures.value());
  }

  @Test
  void countExceptions_passesOnWhatItDoesNotCount() throws IOException {
    assertThrows(
        IOException.class,
        () -> failures.countExceptions(IllegalStateException.class, this::failing));
    assertEquals("done", failures.countExceptions(Exception.class, this::work));
    assertEquals(0, failures.value());
  }

  @Test
  void setToCurrentTime_setsSecondsByTheClockOfTheRegistry() {
    gauge.setToCurrentTime();
    assertEquals(1_700_000_000.25, number("g.value"));
  }

  @Test
  @SuppressWarnings("try") // closing twice is what is tested
  void trackInProgress_counts_untilItIsClosed() {
    try (InProgress outer = gauge.trackInProgress()) {
      try (InProgress inner = gauge.trackInProgress()) {
        assertEquals(2, number("g.value"));
        inner.close();
        assertEquals(1, number("g.value"));
      }
      assertEquals(1, number("g.value"));
      assertSame(outer, outer);
    }
    assertEquals(0, number("g.value"));
  }
}
