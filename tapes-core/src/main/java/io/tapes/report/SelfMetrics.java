package io.tapes.report;

import io.tapes.LogLimiter;
import io.tapes.Registry;
import io.tapes.SnapshotSource;
import io.tapes.Tags;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What a schedule tells about one of its reporters, in the registry that it reports. Nothing is
 * registered before it has something to tell. Any thread may use an instance.
 */
final class SelfMetrics {
  private final SnapshotSource source;
  private final Tags tags;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(ReportSchedule.class));
  private volatile boolean lagged;
  private long droppedBefore;

  SelfMetrics(SnapshotSource source, String reporter) {
    this.source = source;
    this.tags = Tags.of("reporter", reporter);
  }

  void skipped() {
    count("tapes.reporter.skipped", 1);
  }

  void failed() {
    count("tapes.reporter.errors", 1);
  }

  /** Counts what a reporter dropped since it was asked last. */
  void dropped(Reporter reporter) {
    try {
      long dropped = reporter.dropped();
      synchronized (this) {
        if (dropped > droppedBefore) {
          count("tapes.reporter.dropped", dropped - droppedBefore);
          droppedBefore = dropped;
        }
      }
    } catch (Throwable e) { // a reporter's fault, of any kind
      log.warn("cannot tell what was dropped: " + LogLimiter.describe(e), e);
    }
  }

  void lag(double seconds) {
    if (seconds > 0 || lagged) {
      lagged = true;
      update("tapes.reporter.lag", self -> self.gauge("tapes.reporter.lag", tags).set(seconds));
    }
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
