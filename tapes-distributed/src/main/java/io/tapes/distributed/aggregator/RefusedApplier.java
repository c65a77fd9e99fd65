package io.tapes.distributed.aggregator;

import io.tapes.MetricValue;
import io.tapes.distribution.Distribution;
import org.jspecify.annotations.Nullable;

/** Drops the values of a series that the aggregator has refused. The I/O thread only. */
final class RefusedApplier implements SeriesApplier {
  private final Charge charge;

  RefusedApplier(Charge charge) {
    this.charge = charge;
  }

  @Override
  public void set(MetricValue value) {
    // Counted and logged when it was refused.
  }

  @Override
  public void change(Distribution changes) {
    // The same.
  }

  @Override
  public void withdraw() {
    charge.release();
  }

  @Override
  public void end() {
    charge.release();
  }

  @Override
  public void restore(MetricValue value) {
    // It will be refused again.
  }

  @Override
  public @Nullable MetricValue applied() {
    return null;
  }
}
