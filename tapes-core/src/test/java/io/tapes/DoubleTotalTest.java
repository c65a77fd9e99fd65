package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DoubleTotalTest {
  @Test
  void zerosOfEitherSign_areEqual() {
    DoubleTotal zero = new DoubleTotal(0.0, 0.0);
    assertEquals(zero, new DoubleTotal(-0.0, -0.0));
    assertEquals(0.0, new DoubleTotal(-0.0, -0.0).toDouble());
    assertEquals(zero, zero.minus(zero));
  }

  @Test
  void differences_takeAwayWhatSumsBrought_whateverTheSizes() {
    DoubleTotal large = new DoubleTotal(1e16, 0);
    DoubleTotal small = new DoubleTotal(1.25, 0);
    assertEquals(small, large.plus(small).minus(large));
    assertEquals(large, large.plus(small).minus(small));
  }
}
