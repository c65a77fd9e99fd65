package io.tapes.reporters.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Which answers are tried again, and when. */
final class HttpRetries {
  private static final long FIRST_MILLIS = 250;
  private static final long LAST_MILLIS = 8_000;

  private HttpRetries() {}

  /** Whether the same request may be taken later: time-outs, too early, too many, and faults. */
  static boolean isWorthwhile(int status) {
    return status == 408
        || status == 425
        || status == 429
        || (status >= 500 && status != 501 && status != 505);
  }

  /** The pause before another attempt where the server asks for none. */
  static Duration pause(int attempts) {
    return Duration.ofMillis(Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, 10)));
  }

  /**
   * The pause that a Retry-After header asks for: seconds, or a date.
   *
   * @return never negative; empty where the header is neither
   */
  static Optional<Duration> retryAfter(String header, Instant now) {
    String text = header.strip();
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
