package io.tapes.reporters.prometheus;

import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.ProtoBytes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Exemplars behind samples. */
final class PrometheusExemplars {
  private static final long MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private PrometheusExemplars() {}

  /** The newest of a classic bucket. */
  static Optional<Exemplar> ofBucket(Exemplars of, double above, double upTo) {
    return of.isEmpty()
        ? Optional.empty()
        : of.newestWithin(above, upTo).filter(PrometheusExemplars::fits);
  }

  /** The newest of a counter. */
  static Optional<Exemplar> ofCounter(Exemplars of) {
    return of.newest().filter(PrometheusExemplars::fits);
  }

  /** In the old alphabet whatever the page has: servers that know others there are few. */
  private static Map<String, String> labels(Exemplar one) {
    return PrometheusLabels.of(one.labels(), "", Set.of(), PrometheusNaming.UNDERSCORES);
  }

  /**
   * A name that gets an underscore may make the labels too long for the server to read the page.
   */
  static boolean fits(Exemplar one) {
    long length = 0;
    for (Map.Entry<String, String> label : labels(one).entrySet()) {
      String value = label.getValue();
      length += label.getKey().length() + value.codePointCount(0, value.length());
    }
    return length <= Exemplar.MAX_LENGTH;
  }

  /** As OpenMetrics has it, behind the number of a sample. */
  static void append(Exemplar one, StringBuilder out) {
    out.append(" # {")
        .append(PrometheusLabels.text(labels(one)))
        .append("} ")
        .append(Numbers.shortest(one.value()));
    long millis = one.timestampMillis() % MILLIS;
    out.append(' ').append(one.timestampMillis() / MILLIS).append('.');
    out.append(millis < 100 ? "0" : "").append(millis < 10 ? "0" : "").append(millis);
  }

  /** As an {@code io.prometheus.client.Exemplar}. */
  static ProtoBytes message(Exemplar one) {
    ProtoBytes exemplar = new ProtoBytes();
    for (Map.Entry<String, String> label : labels(one).entrySet()) {
      ProtoBytes pair = new ProtoBytes();
      pair.text(1, label.getKey());
      pair.text(2, label.getValue());
      exemplar.message(1, pair);
    }
    exemplar.number(2, one.value());
    ProtoBytes time = new ProtoBytes();
    time.varint(1, one.timestampMillis() / MILLIS);
    time.varint(2, one.timestampMillis() % MILLIS * NANOS_PER_MILLI);
    exemplar.message(3, time);
    return exemplar;
  }
}
