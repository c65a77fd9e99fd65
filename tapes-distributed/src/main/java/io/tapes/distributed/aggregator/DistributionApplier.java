package io.tapes.distributed.aggregator;

import io.tapes.DistributionValue;
import io.tapes.MetricValue;
import io.tapes.distributed.wire.Distributions;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionChanges;
import java.util.function.Consumer;

/** Adds the differences of a distribution. The I/O thread only. */
final class DistributionApplier implements SeriesApplier {
  private final Consumer<Distribution> total;
  private final Charge charge;
  private final double scale;
  private Distribution applied = Distribution.empty();

  DistributionApplier(Consumer<Distribution> total, Charge charge, double scale) {
    this.total = total;
    this.charge = charge;
    this.scale = scale;
  }

  @Override
  public void set(MetricValue value) {
    Distribution now = value.asDistribution().total();
    Distribution difference = Distributions.difference(now, applied);
    // A sum may be ahead of its counts by a record under way: it is taken with its count.
    if (difference.count() > 0) {
      total.accept(difference);
      hold(now);
    }
  }

  private void hold(Distribution next) {
    charge.add(MemoryBudget.PER_BUCKET * (next.bucketCount() - applied.bucketCount()));
    applied = next;
  }

  @Override
  public void change(Distribution changes) {
    // First of all, because it refuses what no worker sends.
    Distribution difference = DistributionChanges.added(applied, changes);
    if (difference.count() > 0) {
      // Made before anything is added: for want of memory nothing must be added twice.
      Distribution next = DistributionChanges.applied(applied, changes);
      total.accept(difference);
      hold(next);
    }
  }

  @Override
  public void withdraw() {
    applied = Distribution.empty();
    charge.release();
  }

  @Override
  public void end() {
    charge.release();
  }

  @Override
  public void restore(MetricValue value) {
    hold(value.asDistribution().total());
  }

  @Override
  public MetricValue applied() {
    return new DistributionValue(applied, scale);
  }
}
