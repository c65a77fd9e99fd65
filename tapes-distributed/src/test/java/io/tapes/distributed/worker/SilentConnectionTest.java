package io.tapes.distributed.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SilentConnectionTest {
  private static final long PATIENCE = SilentConnection.PATIENCE_NANOS;

  private final SilentConnection silence = new SilentConnection();

  private void assertGivenUpAfter(long nanos) {
    silence.begin();
    assertFalse(silence.isGivenUp(true, Long.MAX_VALUE - 5));
    assertFalse(silence.isGivenUp(true, Long.MAX_VALUE - 5 + nanos - 1));
    assertTrue(silence.isGivenUp(true, Long.MAX_VALUE - 5 + nanos));
  }

  @Test
  void withoutAnAnswer_itIsGivenUp_eachTimeLater() {
    for (int doublings = 0; doublings < 5; doublings++) {
      assertGivenUpAfter(PATIENCE << doublings);
    }
    assertGivenUpAfter(PATIENCE << 5);
    assertGivenUpAfter(PATIENCE << 5);
  }

  @Test
  void whatIsHeard_beginsThePatienceAgain() {
    assertGivenUpAfter(PATIENCE);
    assertGivenUpAfter(2 * PATIENCE);
    silence.heard();
    assertGivenUpAfter(PATIENCE);
    silence.heard();
    assertFalse(silence.isGivenUp(true, 0));
    silence.heard();
    assertFalse(silence.isGivenUp(true, PATIENCE));
    assertFalse(silence.isGivenUp(true, 2 * PATIENCE - 1));
    assertTrue(silence.isGivenUp(true, 2 * PATIENCE));
  }

  @Test
  void whereNothingWaitsForAnAnswer_itIsKept() {
    assertFalse(silence.isGivenUp(true, 0));
    assertFalse(silence.isGivenUp(false, PATIENCE));
    assertFalse(silence.isGivenUp(true, 2 * PATIENCE));
    assertFalse(silence.isGivenUp(true, 3 * PATIENCE - 1));
    assertTrue(silence.isGivenUp(true, 3 * PATIENCE));
  }
}
