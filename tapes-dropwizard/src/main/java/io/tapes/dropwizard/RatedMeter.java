package io.tapes.dropwizard;

import com.codahale.metrics.Meter;

/** A meter of Dropwizard's whose rates are those that a snapshot of Tapes shows. */
abstract class RatedMeter extends Meter {
  final Binding binding;

  RatedMeter(Binding binding) {
    super(NoAverages.INSTANCE, TickClock.of(binding.home()));
    this.binding = binding;
  }

  @Override
  public double getOneMinuteRate() {
    return binding.rates().m1();
  }

  @Override
  public double getFiveMinuteRate() {
    return binding.rates().m5();
  }

  @Override
  public double getFifteenMinuteRate() {
    return binding.rates().m15();
  }
}
