package io.tapes.reporters.prometheus.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line that says something of a metric.
 *
 * @param keyword TYPE, HELP or UNIT
 * @param name of the metric
 * @param text what it says
 */
record CommentLine(String keyword, String name, String text) {
  private static final List<String> KEYWORDS = List.of("TYPE", "HELP", "UNIT");

  /**
   * Parses a line that begins with a number sign; null if it is a remark, as the text format has.
   */
  static @Nullable CommentLine of(String line, boolean openMetrics) throws Malformed {
    String[] words = words(line, openMetrics ? " " : "[ \\t]+");
    String keyword = words.length > 1 ? words[1] : "";
    boolean known = KEYWORDS.contains(keyword) && (openMetrics || !keyword.equals("UNIT"));
    if (!known || !words[0].equals("#")) {
      if (openMetrics) {
        throw new Malformed("a comment that is none of TYPE, UNIT, HELP and EOF");
      }
      return null;
    }
    String name = words.length > 2 ? name(words[2]) : null;
    boolean mayBeEmpty = keyword.equals("HELP") && !openMetrics;
    if (name == null || (words.length < 4 && !mayBeEmpty)) {
      throw new Malformed(keyword + " needs the name of a metric and a text behind it");
    }
    return new CommentLine(keyword, name, words.length > 3 ? words[3] : "");
  }

  /** The number sign, the keyword, the name and the rest; the name may be in quotation marks. */
  private static String[] words(String line, String blanks) {
    String[] words = line.split(blanks, 4);
    if (words.length > 2 && words[2].startsWith("\"")) {
      int from = line.indexOf('"');
      int to = from + 1;
      while (to < line.length() && line.charAt(to) != '"') {
        to += line.charAt(to) == '\\' ? 2 : 1;
      }
      if (to < line.length()) {
        String name = line.substring(from, to + 1);
        String rest = line.substring(to + 1);
        return rest.isEmpty()
            ? new String[] {words[0], words[1], name}
            : new String[] {words[0], words[1], name, rest.substring(1)};
      }
    }
    return words;
  }

  /** A name of the old alphabet, or in quotation marks; null if it is neither. */
  private static @Nullable String name(String text) throws Malformed {
    LineCursor cursor = new LineCursor(text, true);
    if (text.startsWith("\"")) {
      String name = cursor.string();
      return cursor.isAtEnd() && !name.isEmpty() ? name : null;
    }
    return LineCursor.isName(text) ? text : null;
  }

  /** The text of a description. */
  String unescaped(boolean openMetrics) throws Malformed {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (c != '\\') {
        out.append(c);
      } else if (next == 'n') {
        out.append('\n');
        i++;
      } else if (next == '\\' || (openMetrics && next == '"')) {
        out.append(next);
        i++;
      } else if (openMetrics) { // others stand for themselves
        out.append(c);
      } else {
        throw new Malformed("HELP has a backslash that escapes nothing; write two of them");
      }
    }
    return out.toString();
  }
}
