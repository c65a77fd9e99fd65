package io.tapes.report;

import io.tapes.Registry;
import io.tapes.SnapshotSource;
import io.tapes.Tags;
import io.tapes.support.LogLimiter;
import java.util.function.Consumer;

/**
 * What a schedule tells about one of its reporters, in the registry that it reports. Nothing is
 * registered before it has something to tell. Any thread may use an instance.
 */
final class SelfMetrics {
  private final SnapshotSource source;
  private final Tags tags;
  private final LogLimiter log = ScheduleLog.limited();
  private volatile boolean lagged;
  private volatile boolean waited;
  private long droppedBefore;
  private long failuresBefore;

  SelfMetrics(SnapshotSource source, Tags tags) {
    this.source = source;
    this.tags = tags;
  }

  void skipped() {
    count("tapes.reporter.skipped", 1);
  }

  void failed() {
    count("tapes.reporter.errors", 1);
  }

  /**
   * Counts what a reporter dropped and could not deliver since it was asked last.
   *
   * @return whether everything that it was given has been delivered or dropped
   */
  boolean ask(Reporter reporter) {
    try {
      synchronized (this) {
        droppedBefore = count("tapes.reporter.dropped", reporter.dropped(), droppedBefore);
        failuresBefore = count("tapes.reporter.errors", reporter.failures(), failuresBefore);
      }
      long waits = reporter.waiting();
      if (waits > 0 || waited) {
        waited = true;
        gauge("tapes.reporter.waiting", (double) waits);
      }
      return waits == 0;
    } catch (Throwable e) { // a reporter's fault, of any kind
      log.warn("cannot tell what was delivered: " + LogLimiter.describe(e), e);
      return true;
    }
  }

  void lag(double seconds) {
    if (seconds > 0 || lagged) {
      lagged = true;
      gauge("tapes.reporter.lag", seconds);
    }
  }

  private void gauge(String gauge, double value) {
    update(gauge, self -> self.gauge(gauge, tags).set(value));
  }

  private long count(String counter, long now, long before) {
    if (now > before) {
      count(counter, now - before);
    }
    return Math.max(now, before);
  }

  private void count(String counter, long increase) {
    update(counter, self -> self.counter(counter, tags).increment(increase));
  }

  private void update(String name, Consumer<Registry> update) {
    try {
      source.selfMetrics().ifPresent(update);
    } catch (Throwable e) { // such as a user's own metric of that name and another type
      log.warn("cannot write " + name + ": " + LogLimiter.describe(e), e);
    }
  }
}
