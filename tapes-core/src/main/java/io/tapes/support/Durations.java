package io.tapes.support;

import java.time.Duration;

/**
 * Durations that arithmetic in nanoseconds can take. A user who means for ever passes the longest
 * duration there is, and gets a very long one. Any thread.
 */
public final class Durations {
  /** 73 years: added to a time, or to each other, a few of them are later and do not overflow. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

  private static final Duration SHORTEST = LONGEST.negated();

  private Durations() {}

  /**
   * Returns the duration, or the longest one that arithmetic can take.
   *
   * @param duration any, also a negative one
   * @return from -73 to 73 years
   */
  public static Duration saturated(Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
  }

  /**
   * Returns the duration in nanoseconds.
   *
   * @param duration any, also a negative one
   * @return from -2^61 to 2^61
   */
  public static long nanos(Duration duration) {
    return saturated(duration).toNanos();
  }
}
