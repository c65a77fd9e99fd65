package io.tapes.reporters.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits a unit of several lines into as few parts as fit, none of them within a line. */
final class UnitSplit {
  private UnitSplit() {}

  /** The unit, or its parts in order; a part that is longer than the limit is a single line. */
  static List<String> parts(String unit, int limit) {
    if (!isLonger(unit, limit) || unit.indexOf('\n') < 0) {
      return List.of(unit);
    }
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    long bytes = 0;
    for (String line : unit.split("\n", -1)) {
      long more = line.getBytes(StandardCharsets.UTF_8).length;
      if (part.length() > 0 && bytes + 1 + more > limit) {
        parts.add(part.toString());
        part.setLength(0);
        bytes = 0;
      }
      if (part.length() > 0) {
        part.append('\n');
        bytes++;
      }
      part.append(line);
      bytes += more;
    }
    parts.add(part.toString());
    return parts;
  }

  static boolean isLonger(String text, int limit) {
    // A char is one to three bytes, so most lines need no counting.
    return text.length() > limit
        || (text.length() > limit / 3 && text.getBytes(StandardCharsets.UTF_8).length > limit);
  }
}
