package io.tapes.distributed.aggregator;

import io.tapes.LevelBasis;
import io.tapes.LevelValue;

/**
 * What one worker holds of a gauge. The I/O thread sets it, any thread reads it.
 *
 * <p>It is changed in place: old objects that refer to new ones keep a garbage collector busy.
 */
final class GaugePart {
  private double value;
  private long changedMillis;
  private long weight;
  private LevelBasis basis = LevelBasis.NONE;

  GaugePart(LevelValue first) {
    set(first);
  }

  synchronized void set(LevelValue now) {
    value = now.value();
    changedMillis = now.changedMillis();
    weight = now.weight();
    basis = now.basis();
  }

  synchronized LevelValue get() {
    return new LevelValue(value, changedMillis, weight, basis);
  }
}
