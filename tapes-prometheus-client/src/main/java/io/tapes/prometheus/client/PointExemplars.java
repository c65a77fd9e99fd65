package io.tapes.prometheus.client;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Label;
import io.tapes.Exemplars;
import io.tapes.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The exemplars that client_java keeps of a point. */
final class PointExemplars {
  private PointExemplars() {}

  static Exemplars of(@Nullable Exemplar exemplar) {
    return exemplar == null ? Exemplars.none() : of(List.of(exemplar));
  }

  /** Those that have room in Tapes. */
  static Exemplars of(Iterable<Exemplar> exemplars) {
    List<io.tapes.Exemplar> kept = new ArrayList<>(0);
    for (Exemplar one : exemplars) {
      Map<String, String> labels = new TreeMap<>();
      for (Label label : one.getLabels()) {
        labels.put(label.getName(), label.getValue());
      }
      try {
        long millis = one.hasTimestamp() ? one.getTimestampMillis() : 0;
        kept.add(io.tapes.Exemplar.of(Tags.of(labels)).recorded(one.getValue(), millis));
      } catch (IllegalArgumentException tooLong) {
        // Left out: it is no loss of a record.
      }
    }
    return Exemplars.of(kept);
  }
}
