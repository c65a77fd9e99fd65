package io.tapes.reporters.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Which answers are tried again, and when. */
final class HttpRetries {
  /** The longest pause that a server may ask for: it may be wrong, or its clock. */
  static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

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

  /** The own pause before another attempt, of which a server may ask for a longer one only. */
  static Duration pause(int attempts) {
    return Duration.ofMillis(Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, 10)));
  }

  /**
   * The pause that a Retry-After header asks for: seconds, or a date.
   *
   * @return from zero to {@link #LONGEST_ASKED}; empty where the header is neither
   */
  static Optional<Duration> retryAfter(String header, Instant now) {
    String text = header.strip();
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of(limited(text.length() > 9 ? Long.MAX_VALUE : Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(limited(now.until(date, ChronoUnit.SECONDS)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration limited(long seconds) {
    return Duration.ofSeconds(Math.max(0, Math.min(LONGEST_ASKED.toSeconds(), seconds)));
  }
}
