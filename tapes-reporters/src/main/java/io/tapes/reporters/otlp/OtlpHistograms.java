package io.tapes.reporters.otlp;

/** How OTLP carries histograms and timers. */
public enum OtlpHistograms {
  /** Exponential histograms of scale 3, whose buckets are 9 % wide. The default. */
  EXPONENTIAL,
  /** Histograms with the fixed bounds that the Prometheus text format has, for older backends. */
  EXPLICIT
}
