package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final int COST = 1432 + Pace.OVERHEAD_BYTES;

  private final ManualClock clock = new ManualClock();
  private int pauses;
  private final Pace pace =
      new Pace(
          clock,
          pause -> {
            pauses++;
            clock.advance(pause);
          });

  @Test
  void await_burst_doesNotWait() throws InterruptedIOException {
    for (int i = 0; i < Pace.BURST_BYTES / COST; i++) {
      pace.await(1432);
    }
    assertEquals(0, pauses);
    assertEquals(0, clock.nanoTime());
  }

  @Test
  void await_manyDatagrams_keepsTheRate() throws InterruptedIOException {
    int datagrams = 10_000;
    for (int i = 0; i < datagrams; i++) {
      pace.await(1432);
    }
    double seconds = clock.nanoTime() / 1e9;
    double expected = ((double) datagrams * COST - Pace.BURST_BYTES) / Pace.BYTES_PER_SECOND;
    assertEquals(expected, seconds, 1e-3); // 5.2 s
  }

  @Test
  void await_afterARest_takesAburstAndNoMore() throws InterruptedIOException {
    await_manyDatagrams_keepsTheRate();
    clock.advance(Duration.ofHours(1));
    pauses = 0;
    await_burst_doesNotWaitAgain();
    pace.await(1432);
    assertTrue(pauses > 0);
  }

  private void await_burst_doesNotWaitAgain() throws InterruptedIOException {
    for (int i = 0; i < Pace.BURST_BYTES / COST; i++) {
      pace.await(1432);
    }
    assertEquals(0, pauses);
  }

  @Test
  void await_largestDatagrams_leaveOneByOne() throws InterruptedIOException {
    for (int i = 0; i < 10; i++) {
      pace.await(65_507);
    }
    assertEquals(
        9 * Pace.BURST_BYTES / (double) Pace.BYTES_PER_SECOND, clock.nanoTime() / 1e9, 1e-6);
  }

  @Test
  void await_interrupted_endsAndKeepsTheFlag() throws InterruptedIOException {
    Pace real = new Pace(clock, Sleeper.SYSTEM);
    real.await(65_507);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> real.await(65_507));
    assertTrue(Thread.interrupted());
  }
}
