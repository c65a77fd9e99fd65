package io.tapes.blackbox;

import java.nio.file.Path;

/** Sentences for the log. */
final class BoxWarnings {
  private BoxWarnings() {}

  /**
   * A box has no room.
   *
   * @param outside how many series are not in it
   * @param names some of them, as the sentence goes on
   * @param missing how many records of those that are in it
   */
  static String full(Path box, int outside, String names, long missing) {
    return "the black box '"
        + box
        + "' is full: "
        + outside
        + " series"
        + names
        + ", and "
        + missing
        + " records of others are in memory only; if this process is killed, what of them was not"
        + " delivered is lost. Let it have more bytes, or its file system more room, or remove"
        + " series";
  }
}
