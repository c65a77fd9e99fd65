package io.tapes.docs;

import java.nio.file.Path;

/**
 * A fenced block of a Markdown file.
 *
 * @param file the file
 * @param line the line of its first line of text, from 1
 * @param language the word behind the fence, empty when there is none
 * @param text what stands between the fences
 * @param directive the HTML comment on the line before the fence, without its marks; or empty
 */
record Block(Path file, int line, String language, String text, String directive) {
  private static final String GOLDEN = "the golden file ";

  boolean isJava() {
    return language.equals("java");
  }

  /** Blocks of commands and of configuration show no output of this project. */
  boolean isInput() {
    return isJava() || language.equals("sh") || language.equals("xml");
  }

  boolean isPrintedAbove() {
    return directive.equals("printed by the code above");
  }

  boolean isGolden() {
    return directive.startsWith(GOLDEN);
  }

  String goldenPath() {
    return directive.substring(GOLDEN.length());
  }

  @Override
  public String toString() {
    return file + ":" + line + " (" + (language.isEmpty() ? "text" : language) + ")";
  }
}
