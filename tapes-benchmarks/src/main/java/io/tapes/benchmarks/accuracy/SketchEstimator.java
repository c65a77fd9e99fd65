package io.tapes.benchmarks.accuracy;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;

/** DDSketch with its usual 1 %. */
final class SketchEstimator implements Estimator {
  private final DDSketch sketch = DDSketches.unboundedDense(0.01);

  @Override
  public void record(long nanos) {
    sketch.accept((double) nanos);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    return sketch.getValuesAtQuantiles(ranks);
  }
}
