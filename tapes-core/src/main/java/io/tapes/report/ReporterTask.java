package io.tapes.report;

import io.tapes.Clock;
import io.tapes.EndedSeries;
import io.tapes.LastValues;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.Tags;
import io.tapes.support.LogLimiter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One reporter of a schedule: runs one report at a time, and keeps its failures to itself. */
final class ReporterTask {
  private final Reporter reporter;
  private final String name;
  private final SnapshotSource source;
  private final Clock clock;
  private final Timing timer;
  private final Executor workers;
  private final LogLimiter log;
  private final SelfMetrics self;
  private final ReportersInUse.Mark inUse;

  /** What was counted by series that were removed, until this reporter has delivered it. */
  private final LastValues lastValues;

  /** Held while the reporter is called. */
  private final ReentrantLock reporting = new ReentrantLock();

  private final Object state = new Object();
  private boolean busy;
  private boolean finished;
  private int failuresInARow;
  private long notBeforeNanos;

  /** When the last snapshot that was delivered was taken; at first, when the schedule began. */
  private volatile long deliveredMillis;

  /** When the snapshot of the last round was taken, whether or not the reporter was given it. */
  private volatile long offeredMillis = Long.MIN_VALUE;

  ReporterTask(
      Reporter reporter,
      Tags tags,
      SnapshotSource source,
      Clock clock,
      Timing timer,
      Executor workers) {
    this.reporter = reporter;
    this.name = ReporterNames.of(reporter);
    this.inUse = ReportersInUse.take(reporter, name);
    this.self = new SelfMetrics(source, tags);
    this.deliveredMillis = clock.wallMillis();
    this.source = source;
    this.lastValues = source.lastValues();
    this.clock = clock;
    this.timer = timer;
    this.workers = workers;
    this.log = new LogLimiter(LoggerFactory.getLogger(reporter.getClass()));
  }

  /** Says how far the backend is behind, before the snapshot of a round is taken. */
  void measureLag(long intervalMillis) {
    // Rounds are never quite an interval apart: what has delivered the last one is not behind.
    long age = deliveredMillis >= offeredMillis ? 0 : clock.wallMillis() - deliveredMillis;
    self.lag(Math.max(0, age - intervalMillis) / 1e3);
  }

  /** Whether this thread is inside the reporter. */
  boolean isReportingHere() {
    return reporting.isHeldByCurrentThread();
  }

  /** Reports the snapshot on a worker, unless the last report is under way or backing off. */
  void offer(Snapshot snapshot) {
    boolean late;
    offeredMillis = snapshot.wallMillis();
    synchronized (state) {
      late = busy;
      if (finished || (failuresInARow > 0 && clock.nanoTime() - notBeforeNanos < 0)) {
        return;
      }
      busy = true;
    }
    if (late) {
      self.skipped();
    } else {
      start(snapshot);
    }
  }

  private void start(Snapshot taken) {
    try {
      // Read here, right after the snapshot: no earlier report may be ahead of a later one.
      Snapshot snapshot = taken.withEnded(lastValues.pending());
      workers.execute(() -> run(snapshot));
    } catch (RejectedExecutionException e) {
      free();
      self.skipped();
    } catch (Throwable e) { // such as no memory for another thread
      free();
      failed("report", e);
    }
  }

  private void free() {
    synchronized (state) {
      busy = false;
    }
  }

  private void run(Snapshot snapshot) {
    boolean ok = false;
    reporting.lock();
    try {
      ok = finishedAlready() || report(snapshot);
    } finally { // whatever was thrown, the next report may begin
      reporting.unlock();
      ended(ok);
    }
  }

  private void ended(boolean ok) {
    long retryMillis;
    int failures;
    synchronized (state) {
      busy = false;
      if (ok) {
        failuresInARow = 0;
        return;
      }
      failures = ++failuresInARow;
      retryMillis = Retries.pauseMillis(failures);
      notBeforeNanos = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(retryMillis);
    }
    retryAfter(retryMillis, failures);
  }

  private boolean finishedAlready() {
    synchronized (state) {
      return finished;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // retry keeps its failures to itself
  private void retryAfter(long millis, int failures) {
    try {
      timer.after(millis, () -> retry(failures));
    } catch (RejectedExecutionException e) {
      // The schedule was closed meanwhile: its last report is the retry.
    } catch (Throwable e) {
      // No memory: a later round is the retry.
    }
  }

  /** Nothing if a round came first. It does not ask the clock: the timer may be a moment early. */
  private void retry(int failures) {
    synchronized (state) {
      if (busy || finished || failuresInARow != failures) {
        return;
      }
      busy = true;
    }
    try {
      start(source.snapshot());
    } catch (Throwable e) { // a source's fault, of any kind
      free();
      log.warn("no retry of " + name + ": the source failed with " + LogLimiter.describe(e), e);
    }
  }

  private boolean report(Snapshot snapshot) {
    try {
      reporter.report(snapshot);
      List<EndedSeries> gone = snapshot.ended();
      if (!gone.isEmpty()) {
        lastValues.delivered(gone.get(gone.size() - 1).number());
      }
      if (self.ask(reporter)) {
        deliveredMillis = snapshot.wallMillis();
      }
      return true;
    } catch (Throwable e) { // a reporter's fault, of any kind, must not end the schedule
      failed("report", e);
      self.ask(reporter);
      return false;
    }
  }

  /** Gives the reporter free again where the schedule does not start. */
  void abandon() {
    lastValues.close();
    inUse.close();
  }

  /** From now on no report begins but the last one. */
  void stop() {
    synchronized (state) {
      finished = true;
    }
  }

  /** Starts the last report, if any, and the closing on the thread that it returns. */
  Thread finish(@Nullable Snapshot last) {
    Thread closer = new Thread(() -> reportAndClose(last), "reporter " + name);
    closer.setDaemon(true);
    try {
      closer.start();
    } catch (Throwable e) { // no memory for another thread
      failed("close", e);
    }
    return closer;
  }

  private void reportAndClose(@Nullable Snapshot last) {
    reporting.lock();
    try {
      if (last != null) {
        report(last.withEnded(lastValues.pending()));
      }
      reporter.close();
    } catch (Throwable e) { // as above
      failed("close", e);
    } finally {
      self.ask(reporter); // what waited until the end is dropped now
      inUse.close();
      lastValues.close();
      reporting.unlock();
    }
  }

  private void failed(String what, Throwable e) {
    try {
      self.failed();
      log.warn("reporter " + name + " could not " + what + ": " + LogLimiter.describe(e), e);
    } catch (Throwable noMemory) {
      // To tell of a failure must not be another one.
    }
  }
}
