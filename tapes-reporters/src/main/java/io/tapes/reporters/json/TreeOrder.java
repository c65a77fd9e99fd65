package io.tapes.reporters.json;

import io.tapes.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which a nested map is written: a name directly before the names below it. Snapshots
 * are ordered by plain names, where {@code a-b} stands between {@code a} and {@code a.b}.
 */
final class TreeOrder {
  private TreeOrder() {}

  /** A new list. Linear where no name has a character that sorts before the dot. */
  static List<Series> sorted(List<Series> byName) {
    List<Series> sorted = new ArrayList<>(byName);
    sorted.sort((a, b) -> compare(a.name(), b.name())); // stable: tags stay in order
    return sorted;
  }

  /** Whether a name, or one below it, is among the series. */
  static boolean contains(List<Series> sorted, String name) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(sorted.get(middle).name(), name) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < sorted.size() && isAtOrBelow(sorted.get(low).name(), name);
  }

  /** Whether a name is another one or stands below it. */
  static boolean isAtOrBelow(String name, String parent) {
    return name.startsWith(parent)
        && (name.length() == parent.length() || name.charAt(parent.length()) == '.');
  }

  private static int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        return left == '.' ? -1 : right == '.' ? 1 : left - right;
      }
    }
    return a.length() - b.length();
  }
}
