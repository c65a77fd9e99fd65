package io.tapes.reporters.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HumanNumbersTest {
  @Test
  void number_keepsWholeNumbersAndRoundsOthers() {
    assertEquals("9007199254740991", HumanNumbers.number(9007199254740991.0));
    assertEquals("3.142", HumanNumbers.number(Math.PI));
    assertEquals("12350", HumanNumbers.number(12345.6));
    assertEquals("1.000e-07", HumanNumbers.number(1e-7));
    assertEquals("-", HumanNumbers.number(Double.NaN));
    assertEquals("-∞", HumanNumbers.number(Double.NEGATIVE_INFINITY));
  }

  @Test
  void seconds_choosesTheUnit() {
    assertEquals("0 s", HumanNumbers.seconds(0));
    assertEquals("1 ns", HumanNumbers.seconds(1e-9));
    assertEquals("1.5 µs", HumanNumbers.seconds(1.5e-6));
    assertEquals("12.35 ms", HumanNumbers.seconds(0.012345));
    assertEquals("90.5 s", HumanNumbers.seconds(90.5));
  }
}
