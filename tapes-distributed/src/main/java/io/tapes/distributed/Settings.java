package io.tapes.distributed;

import java.time.Duration;

/** Checks of what builders are given. */
final class Settings {
  private Settings() {}

  static Duration between(String name, Duration value, Duration lowest, Duration highest) {
    if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
      throw new IllegalArgumentException(
          name + " " + value + " is not between " + lowest + " and " + highest);
    }
    return value;
  }

  static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " is below 1; allow at least one");
    }
    return value;
  }
}
