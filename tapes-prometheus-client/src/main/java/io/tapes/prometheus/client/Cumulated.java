package io.tapes.prometheus.client;

/** What was seen of a series that counts, and what it has come to in Tapes. One thread. */
abstract class Cumulated {
  /*
   * A series of client_java may begin again: it is removed and made again, or a native histogram
   * has too many buckets and is reset. In Tapes it goes on, so that those who add up processes need
   * not guess what a fall means. A new creation time says so, and so does a number that fell.
   */
  private long createdMillis = Long.MIN_VALUE;

  /** Whether the creation time says that the series began again. */
  final boolean beganAgain(long created) {
    boolean again = created != createdMillis;
    createdMillis = created;
    return again;
  }
}
