package io.tapes.benchmarks.accuracy;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;

/** One of Dropwizard's reservoirs. */
record DropwizardEstimator(Reservoir reservoir) implements Estimator {
  @Override
  public void record(long nanos) {
    reservoir.update(nanos);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    Snapshot snapshot = reservoir.getSnapshot();
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = snapshot.getValue(ranks[i]);
    }
    return quantiles;
  }
}
