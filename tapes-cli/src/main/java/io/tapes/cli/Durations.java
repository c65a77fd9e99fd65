package io.tapes.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 1.5m}, {@code PT10S}. */
final class Durations {
  private static final Pattern SYNTAX =
      Pattern.compile("(?<number>\\d{1,9}(?:\\.\\d{1,9})?)(?<unit>ms|s|m|h)");

  private Durations() {}

  /** The duration, which is above zero. */
  static Duration parse(String text) {
    try {
      Matcher matcher = SYNTAX.matcher(text.toLowerCase(Locale.ROOT));
      Duration duration =
          matcher.matches()
              ? of(new BigDecimal(matcher.group("number")), matcher.group("unit"))
              : Duration.parse(text);
      if (duration.compareTo(Duration.ofMillis(1)) >= 0) {
        return duration;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw notOne(text);
    }
    throw UserError.usage("duration '" + text + "' is shorter than 1ms; use a longer one");
  }

  private static Duration of(BigDecimal number, String unit) {
    long unitNanos =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    BigDecimal nanos = number.multiply(BigDecimal.valueOf(unitNanos));
    return Duration.ofNanos(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
  }

  private static UserError notOne(String text) {
    return UserError.usage(
        "'" + text + "' is not a duration; write 500ms, 10s, 1m, 2h or ISO 8601 such as PT10S");
  }
}
