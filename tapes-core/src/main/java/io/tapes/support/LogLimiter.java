package io.tapes.support;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs at most one warning a minute, and says how many were left out in between. For failures that
 * may repeat with every event or every report.
 *
 * <p>Any thread may use an instance; it never blocks and never throws.
 */
public final class LogLimiter {
  private static final long INTERVAL_NANOS = 60_000_000_000L;

  private final Logger logger;
  private final LongSupplier nanoTime;
  private final AtomicLong nextNanos;
  private final AtomicLong leftOut = new AtomicLong();

  /**
   * Returns a limiter in front of a logger.
   *
   * @param logger where the warnings go
   */
  public LogLimiter(Logger logger) {
    this(logger, System::nanoTime);
  }

  /**
   * Creates a limiter with a clock of its own.
   *
   * @param logger where the warnings go
   * @param nanoTime a monotonic time in nanoseconds
   */
  public LogLimiter(Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    this.nanoTime = nanoTime;
    this.nextNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Logs a warning, unless one was logged less than a minute ago.
   *
   * @param message the sentence
   * @param cause shown with its stack trace at debug level only; may be null
   */
  public void warn(String message, @Nullable Throwable cause) {
    long now = nanoTime.getAsLong();
    long next = nextNanos.get();
    if (now - next < 0 || !nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
      leftOut.incrementAndGet();
      return;
    }
    long others = leftOut.getAndSet(0);
    try {
      logger.warn(
          others == 0 ? message : message + " (" + others + " more since the last such message)");
      if (cause != null) {
        logger.debug("the cause of the warning above", cause);
      }
    } catch (Throwable e) { // a log that fails must not fail those that only wanted to tell
      leftOut.addAndGet(others + 1);
    }
  }

  /**
   * Returns what a failure says of itself, or its type where even that fails.
   *
   * @param failure any throwable
   * @return its text, for a warning
   */
  public static String describe(Throwable failure) {
    try {
      return failure.toString();
    } catch (Throwable e) { // the text is a user's code
      return failure.getClass().getName();
    }
  }
}
