package io.tapes.benchmarks.accuracy;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** HdrHistogram, read the way its API answers: the upper end of a bucket. */
final class RecorderEstimator implements Estimator {
  private final Recorder recorder;

  RecorderEstimator(int digits) {
    recorder = new Recorder(digits);
  }

  @Override
  public void record(long nanos) {
    recorder.recordValue(nanos);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    Histogram histogram = recorder.getIntervalHistogram();
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = histogram.getValueAtPercentile(100 * ranks[i]);
    }
    return quantiles;
  }
}
