package io.tapes.reporters.otlp;

import java.util.Map;

/** Units as OpenTelemetry writes them: by their codes in UCUM. */
final class OtlpUnits {
  private static final Map<String, String> CODES =
      Map.of(
          "seconds", "s",
          "milliseconds", "ms",
          "bytes", "By",
          "kibibytes", "KiBy",
          "mebibytes", "MiBy",
          "ratio", "1",
          "percent", "%",
          "celsius", "Cel");

  private OtlpUnits() {}

  /** The code of a unit, or the unit itself if it has none here. */
  static String code(String unit) {
    return CODES.getOrDefault(unit, unit);
  }
}
