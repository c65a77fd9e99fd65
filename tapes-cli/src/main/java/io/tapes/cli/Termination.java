package io.tapes.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM, SIGINT and Ctrl-C as a request that the main thread sees, so that all closing happens in
 * one place and in order, and its exit value counts: a JVM that is merely interrupted exits with
 * 130 or 143, however well it closed. Any thread may use an instance.
 */
final class Termination {
  static final Duration LONGEST_CLOSING = Duration.ofSeconds(25);

  private final Duration longestClosing;
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = UserError.RUNTIME;

  Termination() {
    this(LONGEST_CLOSING);
  }

  /** One that waits for so long for the main thread at most. */
  Termination(Duration longestClosing) {
    this.longestClosing = longestClosing;
  }

  /** A termination that signals of this process request. */
  static Termination ofSignals(PrintStream err) {
    return new Termination().onSignals(err);
  }

  Termination onSignals(PrintStream err) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown(err), "tapes-termination"));
    return this;
  }

  /** Asks the main thread to come to an end. */
  void request() {
    requested.countDown();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits for the request. */
  void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits for the request, but no longer than a limit; whether it came. */
  boolean await(Duration limit) {
    try {
      return requested.await(io.tapes.support.Durations.nanos(limit), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the main thread was interrupted", e);
  }

  /** Ends this process, with this exit value whether or not a signal is ending it already. */
  void exit(int code) {
    exitCode = code;
    finished.countDown();
    System.exit(code);
  }

  private void shutdown(PrintStream err) {
    if (finished.getCount() == 0) {
      return;
    }
    request();
    try {
      if (!finished.await(longestClosing.toNanos(), TimeUnit.NANOSECONDS)) {
        err.println("tapes: not closed within " + longestClosing.toSeconds() + " s; ends anyway");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The main thread flushed its streams before it said that it had finished.
    Runtime.getRuntime().halt(exitCode);
  }
}
