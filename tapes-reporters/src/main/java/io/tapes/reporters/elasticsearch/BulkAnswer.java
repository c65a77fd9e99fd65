package io.tapes.reporters.elasticsearch;

import io.tapes.reporters.transport.HttpReply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the bulk interface says of a request that it took, in a body of the failed documents alone:
 * it answers 200 whatever became of them.
 */
final class BulkAnswer {
  /** What is asked for: nothing of documents that were stored. */
  static final String FILTER = "filter_path=errors,items.*.error.type,items.*.error.reason";

  private static final int LINES_OF_A_DOCUMENT = 2;
  private static final Pattern ERRORS = Pattern.compile("\"errors\"\\s*:\\s*true");
  private static final Pattern FAILED = Pattern.compile("\"error\"\\s*:");

  private BulkAnswer() {}

  /** How many lines are lost, or at least so many where the answer was too long to be read. */
  static long refusedLines(HttpReply answer) {
    String text = answer.text();
    if (!ERRORS.matcher(text).find()) {
      return 0;
    }
    Matcher failed = FAILED.matcher(text);
    return LINES_OF_A_DOCUMENT * Math.max(1, failed.results().count());
  }
}
