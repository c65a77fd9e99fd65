package io.tapes.reporters.transport;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How transports pause; tests turn a clock instead. */
@FunctionalInterface
interface Sleeper {
  Sleeper SYSTEM = pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos());

  void sleep(Duration pause) throws InterruptedException;

  /** Pauses; an interrupt ends that, and its flag stays. */
  default void pause(Duration pause) throws InterruptedIOException {
    try {
      sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a pause between two sends");
    }
  }
}
