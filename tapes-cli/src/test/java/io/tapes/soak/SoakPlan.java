package io.tapes.soak;

import java.time.Duration;

/**
 * How long a soak lasts, and how often what happens in it.
 *
 * @param length without the end, in which everything comes to rest
 * @param seed of the order of events
 */
record SoakPlan(Duration length, long seed) {
  /** Below this the second quarter is a part of the start, and slopes are shown but not judged. */
  private static final Duration JUDGED = Duration.ofMinutes(10);

  /** From {@code tapes.soak.minutes}, 10 by default, and {@code tapes.soak.seed}. */
  static SoakPlan ofProperties() {
    double minutes = Double.parseDouble(System.getProperty("tapes.soak.minutes", "10"));
    if (!(minutes >= 0.25)) {
      throw new IllegalArgumentException(
          "tapes.soak.minutes " + minutes + " is too short; use 0.25 or more");
    }
    long seed = Long.getLong("tapes.soak.seed", System.nanoTime() & 0xffff);
    return new SoakPlan(Duration.ofMillis(Math.round(minutes * 60_000)), seed);
  }

  boolean isJudged() {
    return length.compareTo(JUDGED) >= 0;
  }

  private Duration part(int parts, long leastMillis) {
    return Duration.ofMillis(Math.max(leastMillis, length.toMillis() / parts));
  }

  /** When series that no worker has leave the aggregate; so its size is steady soon. */
  Duration expiry() {
    return part(20, 60_000);
  }

  /** A worker is killed, or told to end, and another one takes its place. */
  Duration workerEnds() {
    return part(40, 5_000);
  }

  Duration workerStops() {
    return part(50, 4_000);
  }

  /** Each restart begins the time again after which series expire, so it must have room to pass. */
  Duration aggregatorKills() {
    Duration often = part(10, 9_000);
    Duration rare = expiry().multipliedBy(2);
    return isJudged() && often.compareTo(rare) < 0 ? rare : often;
  }

  Duration socketRemovals() {
    return part(8, 11_000);
  }

  Duration boxRemovals() {
    return part(15, 7_000);
  }

  /** Everybody pauses until the aggregates are exact. */
  Duration rests() {
    return part(6, 12_000);
  }

  Duration samples() {
    return part(80, 3_000);
  }

  Duration looks() {
    return part(200, 1_000);
  }

  Duration reports() {
    return Duration.ofMillis(Math.min(10_000, part(60, 1_000).toMillis()));
  }
}
