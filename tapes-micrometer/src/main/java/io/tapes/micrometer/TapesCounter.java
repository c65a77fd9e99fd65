package io.tapes.micrometer;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;
import io.tapes.DoubleCounter;
import io.tapes.Registry;

/** A counter that is a double counter of Tapes; any thread. */
final class TapesCounter extends AbstractMeter implements Counter, Backed {
  private final DoubleCounter counter;

  TapesCounter(Id id, DoubleCounter counter) {
    super(id);
    this.counter = counter;
  }

  @Override
  public void increment(double amount) {
    counter.add(amount);
  }

  @Override
  public double count() {
    return counter.value();
  }

  @Override
  public void removeFrom(Registry registry) {
    Backed.remove(registry, counter);
  }
}
