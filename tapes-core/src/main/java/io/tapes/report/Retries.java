package io.tapes.report;

/** How long a reporter that fails is left alone: 1, 2, 4 … up to 60 seconds. */
final class Retries {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LAST_MILLIS = 60_000;

  private Retries() {}

  /**
   * The pause after a failure.
   *
   * @param failures how many there were in a row, at least 1
   */
  static long pauseMillis(int failures) {
    return Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
  }
}
