package io.tapes.reporters.otlp;

/** Since when OTLP's counts are counted. */
public enum OtlpTemporality {
  /** Since the start: a report that was lost harms no other. The default. */
  CUMULATIVE,
  /** Since the last delivered report, for backends that add up. */
  DELTA
}
