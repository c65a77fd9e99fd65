package io.tapes.reporters.prometheus.parse;

/** A line, or the family that it belongs to, breaks a rule; who knows the line adds its number. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  private static final int SHOWN = 80;

  /** Where; 0 for the line that is being read. */
  private final long line;

  Malformed(String sentence) {
    this(sentence, 0);
  }

  private Malformed(String sentence, long line) {
    super(sentence, null, false, false);
    this.line = line;
  }

  /** The same, found later than at the line where it happened. */
  Malformed at(long earlier) {
    return new Malformed(getMessage(), earlier);
  }

  /**
   * Returns where it happened.
   *
   * @param now the line that is being read
   */
  long line(long now) {
    return line == 0 ? Math.max(1, now) : line;
  }

  /** A text of a page for a sentence: not all of it, if it is long. */
  static String shown(String text) {
    int length = Math.min(text.length(), SHOWN);
    StringBuilder out = new StringBuilder(length + 4).append('\'');
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? '?' : c);
    }
    return out.append(text.length() > SHOWN ? "…'" : "'").toString();
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
