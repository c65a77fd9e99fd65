package io.tapes.micrometer;

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.tapes.DoubleHistogram;
import io.tapes.Registry;

/** A summary that is a double histogram of Tapes; any thread. */
final class TapesSummary extends AbstractDistributionSummary implements Backed, HasMaximum {
  private final Registry registry;
  private final DoubleHistogram summary;
  private final Published published;
  private final Maximum maximum;

  TapesSummary(
      Id id,
      double scale,
      Registry registry,
      DoubleHistogram summary,
      Published published,
      Maximum maximum) {
    super(id, scale, NoopHistogram.INSTANCE);
    this.registry = registry;
    this.summary = summary;
    this.published = published;
    this.maximum = maximum;
  }

  @Override
  protected void recordNonNegative(double amount) {
    summary.record(amount);
    maximum.record(Double.doubleToRawLongBits(amount + 0.0)); // of -0.0, those of 0
  }

  @Override
  public long count() {
    return summary.count();
  }

  @Override
  public double totalAmount() {
    return summary.total();
  }

  @Override
  public double max() {
    return Double.longBitsToDouble(maximum.value());
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return published.snapshot(registry, summary, max());
  }

  @Override
  public double shownMaximum() {
    return max();
  }

  @Override
  public void removeFrom(Registry from) {
    Backed.remove(from, summary);
  }
}
