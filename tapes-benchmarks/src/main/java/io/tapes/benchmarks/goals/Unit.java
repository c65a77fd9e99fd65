package io.tapes.benchmarks.goals;

import java.util.Locale;
import java.util.OptionalDouble;

/** What a time is compared with. */
enum Unit {
  /** LongAdder.increment at the same number of threads. */
  L("longAdder", 1),
  /** Two System.nanoTime calls at the same number of threads. */
  N("nanoTimeTwice", 1),
  NS("", 1),
  MS("", 1e6);

  private final String baseline;
  private final double nanos;

  Unit(String baseline, double nanos) {
    this.baseline = baseline;
    this.nanos = nanos;
  }

  OptionalDouble convert(OptionalDouble time, Results results, int threads) {
    OptionalDouble one =
        baseline.isEmpty()
            ? OptionalDouble.of(nanos)
            : results.nanos("Baseline", baseline, threads);
    return time.isEmpty() || one.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(time.getAsDouble() / one.getAsDouble());
  }

  String format(OptionalDouble value) {
    return value.isEmpty() ? "-" : format(value.getAsDouble());
  }

  String format(double value) {
    String pattern = this == L || this == N ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, pattern, value);
  }

  String symbol() {
    return this == L || this == N ? name() : name().toLowerCase(Locale.ROOT);
  }
}
