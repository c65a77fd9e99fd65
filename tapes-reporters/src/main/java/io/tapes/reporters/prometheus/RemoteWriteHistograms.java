package io.tapes.reporters.prometheus;

/** How histograms and timers are written remotely. */
public enum RemoteWriteHistograms {
  /** As series of their buckets, sum and count, which every receiver stores. The default. */
  CLASSIC,
  /** As one series of native histograms, for receivers that have them enabled. */
  NATIVE,
  /** As both. */
  BOTH;

  boolean classic() {
    return this != NATIVE;
  }

  boolean natively() {
    return this != CLASSIC;
  }
}
