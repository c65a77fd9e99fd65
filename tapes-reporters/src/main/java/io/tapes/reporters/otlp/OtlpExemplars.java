package io.tapes.reporters.otlp;

import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.Tags;
import io.tapes.reporters.encoding.ProtoBytes;
import java.util.HexFormat;
import java.util.Optional;

/** The exemplars of a data point. */
final class OtlpExemplars {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  private OtlpExemplars() {}

  /**
   * Writes those of the time that the point is about.
   *
   * @param field that of exemplars in the point
   * @param sinceMillis when that time began
   * @param whole whether what is recorded are whole numbers
   */
  static void write(
      Exemplars exemplars, int field, long sinceMillis, boolean whole, ProtoBytes point) {
    for (Exemplar one : exemplars) {
      if (one.timestampMillis() >= sinceMillis) {
        point.message(field, message(one, whole));
      }
    }
  }

  private static ProtoBytes message(Exemplar one, boolean whole) {
    ProtoBytes exemplar = new ProtoBytes();
    exemplar.fixed64(2, one.timestampMillis() * NANOS_PER_MILLI);
    if (whole) {
      exemplar.fixed64(6, (long) one.value());
    } else {
      exemplar.number(3, one.value());
    }
    Tags labels = one.labels();
    for (int i = 0; i < labels.size(); i++) {
      String key = labels.key(i);
      String value = labels.value(i);
      Optional<byte[]> id =
          switch (key) {
            case "trace_id" -> id(value, TRACE_ID_BYTES);
            case "span_id" -> id(value, SPAN_ID_BYTES);
            default -> Optional.empty();
          };
      if (id.isPresent()) {
        exemplar.bytes(key.equals("span_id") ? 4 : 5, id.get());
      } else {
        exemplar.message(7, OtlpPoints.attribute(key, value));
      }
    }
    return exemplar;
  }

  /** The bytes of an id in hexadecimal digits; empty for another length, and for all zeros. */
  private static Optional<byte[]> id(String hex, int bytes) {
    if (hex.length() != 2 * bytes
        || !hex.chars().allMatch(c -> c < 0x80 && HexFormat.isHexDigit(c))
        || hex.chars().allMatch(c -> c == '0')) {
      return Optional.empty();
    }
    return Optional.of(HexFormat.of().parseHex(hex));
  }
}
