package io.tapes.opentelemetry;

import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.tapes.Exemplar;
import io.tapes.Exemplars;
import java.util.ArrayList;
import java.util.List;

/** The exemplars that the SDK keeps of a point. */
final class PointExemplars {
  private PointExemplars() {}

  static Exemplars of(PointData point) {
    List<Exemplar> kept = new ArrayList<>(0);
    for (ExemplarData one : point.getExemplars()) {
      SpanExemplars.of(one.getSpanContext())
          .ifPresent(
              labels -> kept.add(labels.recorded(value(one), one.getEpochNanos() / 1_000_000)));
    }
    return Exemplars.of(kept);
  }

  private static double value(ExemplarData exemplar) {
    if (exemplar instanceof LongExemplarData whole) {
      return (double) whole.getValue();
    }
    return exemplar instanceof DoubleExemplarData number ? number.getValue() : Double.NaN;
  }
}
