package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockTest {
  @Test
  void aManualClock_standsStillUntilTold() {
    ManualClock clock = new ManualClock(1_000);
    long before = clock.nanoTime();
    assertEquals(before, clock.nanoTime());
    assertEquals(1_000, clock.wallMillis());
    clock.advance(Duration.ofMillis(1_500));
    assertEquals(1_500_000_000L, clock.nanoTime() - before);
    assertEquals(2_500, clock.wallMillis());
    clock.advance(Duration.ZERO);
    assertEquals(2_500, clock.wallMillis());
  }

  @Test
  void bothTimes_moveTogether_inSmallSteps() {
    ManualClock clock = new ManualClock();
    for (int i = 0; i < 2_000; i++) {
      clock.advance(Duration.ofNanos(500_000));
    }
    assertEquals(1_000, clock.wallMillis());
  }

  @Test
  void aClock_doesNotGoBack() {
    ManualClock clock = new ManualClock();
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofSeconds(-1)));
    assertTrue(thrown.getMessage().contains("PT-1S"), thrown.getMessage());
  }

  @Test
  void theSystemsClock_isTheSystems() {
    long before = System.nanoTime();
    long nanos = Clock.SYSTEM.nanoTime();
    long after = System.nanoTime();
    assertTrue(nanos - before >= 0 && after - nanos >= 0);
    assertTrue(Math.abs(System.currentTimeMillis() - Clock.SYSTEM.wallMillis()) < 60_000);
  }
}
