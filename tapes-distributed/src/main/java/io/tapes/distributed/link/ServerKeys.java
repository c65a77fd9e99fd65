package io.tapes.distributed.link;

import org.jspecify.annotations.Nullable;

/**
 * What a worker must know of its aggregator, and has itself, to encrypt what it sends. Any thread.
 *
 * @param server the aggregator's public key, in Z85
 * @param own the worker's keys
 */
public record ServerKeys(String server, CurvePair own) {
  /**
   * Checks what is set.
   *
   * @param remedy what sets the missing key, for a sentence
   * @return null where nothing is encrypted
   */
  public static @Nullable ServerKeys of(
      Endpoint to, @Nullable String server, @Nullable CurvePair own, String remedy) {
    to.check(server != null, remedy);
    if (server == null) {
      if (own != null) {
        throw new IllegalArgumentException(
            "the keys of a worker are of no use without the public key of the aggregator on '"
                + to
                + "'; "
                + remedy);
      }
      return null;
    }
    // No list of keys can have the one that is made up here: it is for aggregators without one.
    return new ServerKeys(server, own == null ? CurvePair.generate() : own);
  }
}
