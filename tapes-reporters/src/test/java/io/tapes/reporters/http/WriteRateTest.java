package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WriteRateTest {
  @Test
  void period_isHeldFrom64KibASecond() {
    WriteRate rate = new WriteRate(2000);
    rate.took(100 << 10);
    rate.took(28 << 10);
    assertTrue(rate.endPeriod());
    rate.took((128 << 10) - 1);
    assertFalse(rate.endPeriod(), "what was more before does not count now");
    assertFalse(rate.endPeriod());
  }
}
