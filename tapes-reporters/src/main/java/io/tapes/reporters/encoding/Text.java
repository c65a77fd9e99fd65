package io.tapes.reporters.encoding;

import java.nio.charset.StandardCharsets;

/** Strings that may hold anything, made fit for UTF-8. */
public final class Text {
  private Text() {}

  /**
   * Returns the text with U+FFFD for every surrogate without its partner, which UTF-8 cannot carry.
   */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text);
      }
    }
    return text;
  }

  /**
   * Returns the text as a key that no other text becomes: a surrogate without its partner is U+FFFD
   * and its number in braces. Names have no such halves, and in the text of tags a closing brace is
   * escaped, as an opening one is in names before tags.
   */
  public static String key(String text) {
    if (wellFormed(text).equals(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (c >= 0xD800 && c <= 0xDFFF) {
                out.append("\uFFFD{").append(Integer.toHexString(c)).append('}');
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /**
   * Returns the text as a value that no other text becomes, braces included: as {@link #key}, and
   * U+FFFD before a brace is written with its number as well.
   *
   * @param text any text
   * @return the same text if it needs no change
   */
  public static String value(String text) {
    if (text.indexOf("\uFFFD{") < 0 && wellFormed(text).equals(text)) {
      return text;
    }
    return key(text.replace("\uFFFD{", "\uFFFD{fffd}{"));
  }

  /**
   * Appends a text with an underscore for each character (not each char) that is neither a letter
   * or digit of any script nor among the others that are kept.
   */
  public static void mangle(String text, String kept, StringBuilder out) {
    text.codePoints()
        .forEach(
            c ->
                out.appendCodePoint(
                    Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0 ? c : '_'));
  }

  /** As {@link #mangle(String, String, StringBuilder)}, for a text of its own. */
  public static String mangled(String text, String kept) {
    StringBuilder out = new StringBuilder(text.length());
    mangle(text, kept, out);
    return out.toString();
  }

  /** Returns the bytes in UTF-8 of the longest part between dots. */
  public static int longestSegment(String text) {
    int longest = 0;
    for (int from = 0; from <= text.length(); ) {
      int dot = text.indexOf('.', from);
      int end = dot < 0 ? text.length() : dot;
      int bytes = text.substring(from, end).getBytes(StandardCharsets.UTF_8).length;
      longest = Math.max(longest, bytes);
      from = end + 1;
    }
    return longest;
  }

  /** Returns the text with U+FFFD for what must reach neither a terminal nor a line of a log. */
  public static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    wellFormed(text).codePoints().forEach(c -> out.appendCodePoint(isBreaking(c) ? 0xFFFD : c));
    return out.toString();
  }

  /** Line feeds, escape sequences, and what Unicode calls a line or paragraph separator. */
  private static boolean isBreaking(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }
}
