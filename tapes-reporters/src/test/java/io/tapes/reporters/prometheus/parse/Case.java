package io.tapes.reporters.prometheus.parse;

/**
 * A page that must be refused.
 *
 * @param line where
 * @param says a part of the sentence
 * @param page the page
 * @param alone whether Python's parser takes it
 */
record Case(long line, String says, String page, boolean alone) {

  static Case of(long line, String says, String page) {
    return new Case(line, says, page, false);
  }

  /** One that Python's parser takes; the reason stands beside it. */
  static Case ours(long line, String says, String page) {
    return new Case(line, says, page, true);
  }
}
