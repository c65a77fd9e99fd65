package io.tapes.distributed.link;

import io.tapes.support.LogLimiter;

/** Tells of one kind of failure without ever failing itself. Any thread. */
public final class FailureLog {
  /*
   * Where any Throwable is caught, it may be that there is no memory: then a sentence cannot be put
   * together, and even a literal cannot be looked up for the first time. So the sentence is there
   * beforehand, and nothing leaves this method.
   */
  private final LogLimiter log;
  private final String sentence;

  public FailureLog(LogLimiter log, String sentence) {
    this.log = log;
    this.sentence = sentence;
  }

  public void tell(Throwable failure) {
    try {
      log.warn(sentence + ": " + LogLimiter.describe(failure), failure);
    } catch (Throwable noMemory) {
      // Then the next time.
    }
  }
}
