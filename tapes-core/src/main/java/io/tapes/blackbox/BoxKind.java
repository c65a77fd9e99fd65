package io.tapes.blackbox;

import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;

/** The numbers by which a {@link BlackBox} knows what a series is. */
final class BoxKind {
  /** A kind is its code, and above that the code of its aggregation. */
  private static final int AGGREGATION_SHIFT = 8;

  private BoxKind() {}

  static int of(MetricKind kind, Aggregation aggregation) {
    return kind.code() | aggregation.code() << AGGREGATION_SHIFT;
  }

  /** What an entry of that kind says of its metric. */
  static MetricInfo info(String name, int kind) {
    MetricKind known = MetricKind.ofCode(kind & 0xff).orElseThrow(() -> unknown(kind));
    Aggregation aggregation =
        Aggregation.ofCode(kind >>> AGGREGATION_SHIFT).orElseThrow(() -> unknown(kind));
    return new MetricInfo(name, known, aggregation);
  }

  private static IllegalArgumentException unknown(int kind) {
    return new IllegalArgumentException(
        "a series of the unknown kind " + kind + "; read it with the version that wrote it");
  }
}
