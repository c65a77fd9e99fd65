package io.tapes.benchmarks;

import io.tapes.benchmarks.shared.Values;
import java.io.IOException;
import java.io.OutputStream;

/** 10,000 series in one library: 4,000 counters, 2,000 gauges, meters and timers with data. */
interface Fleet {
  int COUNTERS = 4_000;
  int GAUGES = 2_000;
  int METERS = 2_000;
  int TIMERS = 2_000;

  /** How often each timer has recorded before anything is measured. */
  int RECORDS = 1_000;

  /** Gives every series another value. */
  void change();

  /** Reads every series, with the rates and quantiles that the library reports. */
  Object snapshot();

  /** Writes the whole as JSON, including the reading. */
  default void json(OutputStream out) throws IOException {
    throw new UnsupportedOperationException("no JSON format in " + getClass().getSimpleName());
  }

  /** Writes the whole in Prometheus text format, including the reading. */
  default void prometheus(OutputStream out) throws IOException {
    throw new UnsupportedOperationException("no text format in " + getClass().getSimpleName());
  }

  /** The name of a series: two levels above the kind. */
  static String name(String kind, int number) {
    return "service" + number / 20 + ".endpoint" + number % 20 + "." + kind;
  }

  /** What a timer records first; the same values for all libraries. */
  static long[] history() {
    return Values.latencies(RECORDS, 7);
  }
}
