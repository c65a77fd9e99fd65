package io.tapes.dropwizard;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Snapshot;

/** A histogram of Dropwizard's; its snapshots hold what is recent in Tapes. */
final class TapesHistogram extends Histogram implements Bound {
  private final Binding binding;
  private final io.tapes.Histogram histogram;

  TapesHistogram(Binding binding, io.tapes.Histogram histogram) {
    super(NoReservoir.INSTANCE);
    this.binding = binding;
    this.histogram = histogram;
  }

  @Override
  public Binding binding() {
    return binding;
  }

  @Override
  public void update(int value) {
    histogram.record(value);
  }

  @Override
  public void update(long value) {
    histogram.record(value);
  }

  @Override
  public long getCount() {
    return histogram.count();
  }

  @Override
  public Snapshot getSnapshot() {
    return binding.snapshot();
  }
}
