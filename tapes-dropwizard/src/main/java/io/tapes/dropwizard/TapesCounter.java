package io.tapes.dropwizard;

import com.codahale.metrics.Counter;
import io.tapes.UpDownCounter;

/** A counter of Dropwizard's, which goes up and down. */
final class TapesCounter extends Counter implements Bound {
  private final Binding binding;
  private final UpDownCounter counter;

  TapesCounter(Binding binding, UpDownCounter counter) {
    this.binding = binding;
    this.counter = counter;
  }

  @Override
  public Binding binding() {
    return binding;
  }

  @Override
  public void inc() {
    counter.increment();
  }

  @Override
  public void inc(long n) {
    counter.add(n);
  }

  @Override
  public void dec() {
    counter.decrement();
  }

  @Override
  public void dec(long n) {
    counter.decrement(n);
  }

  @Override
  public long getCount() {
    return counter.value();
  }
}
