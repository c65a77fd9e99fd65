package io.tapes.annotations.runtime;

import io.tapes.Counter;

/**
 * What a counted method calls. Any thread.
 *
 * @param counter what it increments
 */
public record CountedProbe(Counter counter) {
  /** Counts one call. */
  public void hit() {
    counter.increment();
  }
}
