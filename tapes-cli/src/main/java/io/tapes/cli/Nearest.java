package io.tapes.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that the user may have meant. */
final class Nearest {
  private Nearest() {}

  /** Empty when none is near: more than a third of the letters would have to change. */
  static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(one -> distance(word, one) <= Math.max(1, one.length() / 3))
        .min(Comparator.comparingInt(one -> distance(word, one)));
  }

  /** The end of a sentence about a word that is not known. */
  static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElseGet(() -> "; there are " + String.join(", ", known));
  }

  /** Letters to add, drop or replace; neighbours in the wrong order are one. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
