package io.tapes.dropwizard;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** A meter of Dropwizard's on one of Tapes'. */
final class TapesMeter extends RatedMeter implements Bound {
  /*
   * A meter of Tapes' never falls, and drops and counts what would make it. Dropwizard's falls: what
   * was marked below zero is kept for its own readers, who see what they always saw.
   */
  private static final AtomicLongFieldUpdater<TapesMeter> NEGATIVE =
      AtomicLongFieldUpdater.newUpdater(TapesMeter.class, "negative");

  private final io.tapes.Meter meter;
  private final boolean ticks;
  private volatile long negative;

  TapesMeter(Binding binding, io.tapes.Meter meter) {
    super(binding);
    this.meter = meter;
    this.ticks = binding.ticksByRecords();
  }

  @Override
  public Binding binding() {
    return binding;
  }

  @Override
  public void mark() {
    mark(1);
  }

  @Override
  public void mark(long n) {
    if (ticks) {
      binding.read();
      record(n);
      binding.read();
    } else {
      record(n);
    }
  }

  private void record(long n) {
    meter.mark(n);
    if (n < 0) {
      NEGATIVE.addAndGet(this, n);
    }
  }

  @Override
  public long getCount() {
    return meter.count() + negative;
  }
}
