package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopwatchTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();

  private double number(String path) {
    return registry.snapshot().number(path);
  }

  @Test
  void stop_recordsTheTimeSinceTheStart_inTheTimerThatIsKnownAtTheEnd() {
    Stopwatch watch = Stopwatch.start(registry);
    clock.advance(Duration.ofMillis(7));
    watch.stop(registry.timer("http", Tags.of("status", "200")));
    assertEquals(0.007, number("http.{status=200}.max"));
    assertEquals(1, number("http.{status=200}.count"));
  }

  @Test
  void stop_twice_recordsOnce() {
    Stopwatch watch = Stopwatch.start(registry);
    watch.stop(registry.timer("a"));
    watch.stop(registry.timer("a"));
    watch.stop(registry.timer("b"));
    assertEquals(1, number("a.count"));
    assertEquals(0, number("b.count"));
  }

  @Test
  void start_takesTheClockOfAViewsRegistry() {
    Stopwatch watch = Stopwatch.start(registry.scope("shop").tagged(Tags.of("a", "b")));
    clock.advance(Duration.ofSeconds(2));
    watch.stop(registry.timer("t"));
    assertEquals(2, number("t.max"));
  }
}
