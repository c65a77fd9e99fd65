package io.tapes.reporters.prometheus;

import java.util.Set;

/**
 * What the reader of a page adds to it, so that the page itself may not have it.
 *
 * @param labels on every series
 * @param metrics names of families
 */
record PrometheusTaken(Set<String> labels, Set<String> metrics) {
  static final PrometheusTaken NOTHING = new PrometheusTaken(Set.of(), Set.of());
}
