package io.tapes.docs.claims;

import java.util.List;

/**
 * A sentence that somebody may rely on.
 *
 * @param line where it stands in the list of claims, from 1
 * @param page where it is said: a Markdown file from the root of the project, or the name of a
 *     class for its Javadoc
 * @param sentence the words, as they stand there
 * @param tests the tests that break when it does not hold, as {@code Class#method}
 */
record Claim(int line, String page, String sentence, List<String> tests) {
  boolean isJavadoc() {
    return !page.endsWith(".md");
  }
}
