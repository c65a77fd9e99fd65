package io.tapes.benchmarks.accuracy;

/** Something that takes values and estimates their quantiles. */
interface Estimator {
  /** Takes a value in nanoseconds. */
  void record(long nanos);

  /** The quantiles of all values so far, in nanoseconds, in the order of the ranks. */
  double[] quantiles(double[] ranks);
}
