package io.tapes.dropwizard;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;

/** A timer of Dropwizard's; its rates and snapshots are those of a timer of Tapes'. */
final class TapesTimer extends Timer implements Bound {
  /*
   * Dropwizard's timer is a histogram and a meter, which all its ways to record end at, also those
   * that a subclass cannot override. So the two are Tapes' timer, and the timer is as it was.
   */
  private final Binding binding;

  TapesTimer(Binding binding, io.tapes.Timer timer) {
    super(
        new Occurrences(binding, timer),
        new Durations(binding, timer),
        TickClock.of(binding.home()));
    this.binding = binding;
  }

  @Override
  public Binding binding() {
    return binding;
  }

  /** The half that has the distribution, and records. */
  private static final class Durations extends Histogram {
    private final Binding binding;
    private final io.tapes.Timer timer;
    private final boolean ticks;

    Durations(Binding binding, io.tapes.Timer timer) {
      super(NoReservoir.INSTANCE);
      this.binding = binding;
      this.timer = timer;
      this.ticks = binding.ticksByRecords();
    }

    @Override
    public void update(long nanos) {
      if (ticks) {
        binding.read();
        timer.record(nanos, TimeUnit.NANOSECONDS);
        binding.read();
      } else {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
    }

    @Override
    public long getCount() {
      return timer.count();
    }

    @Override
    public Snapshot getSnapshot() {
      return binding.snapshot();
    }
  }

  /** The half that has the rates: every duration was counted by the other half. */
  private static final class Occurrences extends RatedMeter {
    private final io.tapes.Timer timer;

    Occurrences(Binding binding, io.tapes.Timer timer) {
      super(binding);
      this.timer = timer;
    }

    @Override
    public void mark() {}

    @Override
    public void mark(long n) {}

    @Override
    public long getCount() {
      return timer.count();
    }
  }
}
