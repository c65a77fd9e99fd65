package io.tapes.docs.claims;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a page, whatever its line breaks, links and markup. */
final class Words {
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*\\* ?");
  private static final Pattern CODE = Pattern.compile("\\{@code\\s+([^}]*)\\}");
  private static final Pattern REFERENCE =
      Pattern.compile("\\{@link(?:plain)?\\s+[^\\s}]*?([\\w.]+)(?:\\([^)]*\\))?(\\s[^}]*)?\\}");
  private static final Pattern TAG = Pattern.compile("</?[a-z]+>");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Words() {}

  static String ofMarkdown(String text) {
    return collapse(LINK.matcher(text).replaceAll("$1"));
  }

  /** Only what stands in comments for users; a link is the name that it leads to, or its text. */
  static String ofJavadoc(String source) {
    StringBuilder all = new StringBuilder();
    Matcher comments = COMMENT.matcher(source);
    while (comments.find()) {
      String text = MARGIN.matcher(comments.group(1)).replaceAll("");
      text = collapse(text);
      text = CODE.matcher(text).replaceAll("`$1`");
      text =
          REFERENCE
              .matcher(text)
              .replaceAll(
                  link ->
                      Matcher.quoteReplacement(
                          link.group(2) == null
                              ? "`" + link.group(1) + "`"
                              : link.group(2).strip()));
      all.append(' ').append(TAG.matcher(text).replaceAll(" "));
    }
    return collapse(all.toString());
  }

  static String collapse(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }
}
