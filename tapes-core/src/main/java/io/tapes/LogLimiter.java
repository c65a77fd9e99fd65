package io.tapes;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs at most one warning a minute, and says how many were left out in between. For failures that
 * may repeat with every event or every report.
 *
 * <p>Any thread may use an instance; it never blocks.
 */
public final class LogLimiter {
  private static final long INTERVAL_NANOS = 60_000_000_000L;

  private final Logger logger;
  private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();

  /**
   * A limiter in front of a logger.
   *
   * @param logger where the warnings go
   */
  public LogLimiter(Logger logger) {
    this.logger = logger;
  }

  /**
   * Logs a warning, unless one was logged less than a minute ago.
   *
   * @param message the sentence
   * @param cause shown with its stack trace at debug level only; may be null
   */
  public void warn(String message, @Nullable Throwable cause) {
    long now = System.nanoTime();
    long next = nextNanos.get();
    if (now - next < 0 || !nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
      leftOut.incrementAndGet();
      return;
    }
    long others = leftOut.getAndSet(0);
    logger.warn(
        others == 0 ? message : message + " (" + others + " more since the last such message)");
    if (cause != null) {
      logger.debug("the cause of the warning above", cause);
    }
  }
}
