package io.tapes.report;

import io.tapes.Clock;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.Tapes;
import io.tapes.support.Durations;
import io.tapes.support.LogLimiter;
import io.tapes.support.Uninterrupted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reports snapshots of a source to reporters, at once and then on the multiples of an interval on
 * the wall clock (every ten seconds means at :00, :10, :20 …), until closed.
 *
 * <p>All reporters share the snapshot of a round. Rounds neither drift nor overlap, and rounds
 * missed during a suspension are not made up for. A reporter that throws or is slow harms no other:
 * a slow one misses rounds (counted in {@code tapes.reporter.skipped}), a failing one is counted in
 * {@code tapes.reporter.errors}, logged at most once a minute, and tried again after 1, 2, 4 … up
 * to 60 seconds. By how many seconds a backend is behind its interval is the gauge {@code
 * tapes.reporter.lag}, how many lines wait for it {@code tapes.reporter.waiting}, and what a
 * reporter could never deliver {@code tapes.reporter.dropped}. All carry the tag {@code reporter},
 * and {@code destination} where the reporter says it; they appear when there is something to tell,
 * in {@link SnapshotSource#selfMetrics}: for a view of a registry that is the whole one.
 *
 * <p>A reporter belongs to one schedule, which is the only one to call it.
 *
 * <p>Any thread may close a schedule.
 */
public final class ReportSchedule implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;
  private static final long MILLI = 1_000_000;

  private final SnapshotSource source;
  private final long intervalMillis;
  private final Clock clock;
  private final Duration closeTimeout;
  private final Timing timer;
  private final @Nullable OwnThreads ownThreads;
  private final List<ReporterTask> tasks;

  /** Closes this schedule when the process ends, where asked to. */
  private final @Nullable Thread atShutdown;

  private final LogLimiter log = ScheduleLog.limited();

  /** The time that the timer is set to. Rounds follow each other, whatever threads they run on. */
  private long dueMillis = Long.MIN_VALUE;

  private volatile @Nullable Future<?> nextRound;
  private volatile boolean closed;

  ReportSchedule(ReportScheduleBuilder settings, Duration interval) {
    source = settings.source;
    intervalMillis = Durations.saturated(interval).toMillis();
    clock = settings.clock;
    closeTimeout = settings.closeTimeout;
    atShutdown = settings.atShutdown ? new Thread(this::close, "tapes-report-shutdown") : null;
    ScheduledExecutorService callers = settings.executor;
    Executor workers;
    if (callers == null) {
      ownThreads = new OwnThreads();
      timer = ownThreads.timer();
      workers = ownThreads.workers();
    } else {
      ownThreads = null;
      timer = Timing.on(callers);
      workers = callers;
    }
    tasks = new ArrayList<>();
    SeriesOfReporters series = new SeriesOfReporters();
    try {
      for (Reporter one : settings.reporters) {
        tasks.add(new ReporterTask(one, series.of(one), source, clock, timer, workers));
      }
    } catch (RuntimeException e) {
      tasks.forEach(ReporterTask::abandon);
      throw e;
    }
  }

  /**
   * Starts reporting, on daemon threads of its own.
   *
   * @param interval at least one millisecond
   * @param source what to report, such as a registry
   * @param reporters where to report it; the schedule closes them when it is closed
   * @return the running schedule
   * @throws IllegalArgumentException if the interval is shorter than a millisecond, there is no
   *     reporter, or one is in a schedule already
   */
  public static ReportSchedule every(
      Duration interval, SnapshotSource source, Reporter... reporters) {
    return builder(source).reporters(reporters).start(interval);
  }

  /**
   * Starts reporting the {@linkplain Tapes#registry() global registry}; see {@link #every(Duration,
   * SnapshotSource, Reporter...)}.
   *
   * @param interval at least one millisecond
   * @param reporters where to report it
   * @return the running schedule
   */
  public static ReportSchedule every(Duration interval, Reporter... reporters) {
    return every(interval, Tapes.registry(), reporters);
  }

  /**
   * Returns a schedule with settings of its own.
   *
   * @param source what to report, such as a registry
   * @return a builder
   */
  public static ReportScheduleBuilder builder(SnapshotSource source) {
    return new ReportScheduleBuilder(source);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a round keeps its failures to itself
  void start() {
    if (atShutdown != null) {
      Runtime.getRuntime().addShutdownHook(atShutdown);
    }
    timer.after(0, this::round);
  }

  private void round() {
    if (closed) {
      return;
    }
    try {
      tasks.forEach(task -> task.measureLag(intervalMillis));
      Snapshot snapshot = source.snapshot();
      for (ReporterTask task : tasks) {
        task.offer(snapshot);
      }
    } catch (Throwable e) { // a source's fault, of any kind, must not end the schedule
      log.warn("no report this round: the source failed with " + LogLimiter.describe(e), e);
    } finally {
      continueAfterRound();
    }
  }

  /** Without a next round the schedule would end: it is tried until there is memory for one. */
  private void continueAfterRound() {
    while (!closed) {
      try {
        scheduleNext();
        return;
      } catch (Throwable e) { // such as no memory
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      // An interrupt of this thread means that it shall go on.
    }
  }

  private void scheduleNext() {
    long now = clock.wallMillis();
    // A timer may fire a moment early; the same multiple is not reported twice. A clock that was
    // set back further than that is not waited for.
    boolean early = dueMillis > now && dueMillis - now < intervalMillis;
    long after = early ? dueMillis : now;
    long due = (Math.floorDiv(after, intervalMillis) + 1) * intervalMillis;
    try {
      Future<?> next = timer.after(due - now, this::round);
      dueMillis = due;
      nextRound = next;
      if (closed) {
        next.cancel(false);
      }
    } catch (RejectedExecutionException e) {
      if (!closed) {
        log.warn("reporting ends: its executor was shut down before the schedule was closed", e);
      }
    }
  }

  /**
   * Ends the schedule: waits for reports under way, reports a last time, closes the reporters. It
   * waits no longer than the close time-out, of which the last snapshot may take half, whatever
   * hangs, interrupted or not; an interrupt stays set. A reporter may close its own schedule: its
   * last report then begins when the present one has ended. A second call does nothing.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    Future<?> next = nextRound;
    if (next != null) {
      next.cancel(false);
    }
    forgetShutdown();
    // First stopped, then asked: the last snapshot is the newest that any of them reports.
    tasks.forEach(ReporterTask::stop);
    long deadline = System.nanoTime() + Durations.nanos(closeTimeout);
    Snapshot last = new LastSnapshot(source, log).await(closeTimeout.dividedBy(2));
    List<Thread> closers = tasks.stream().map(task -> task.finish(last)).toList();
    for (int i = 0; i < closers.size(); i++) {
      if (!tasks.get(i).isReportingHere()) { // a reporter that closes its schedule waits for itself
        awaitCloser(closers.get(i), deadline);
      }
    }
    if (ownThreads != null) {
      ownThreads.shutdown();
    }
  }

  private void forgetShutdown() {
    try {
      if (atShutdown != null) {
        Runtime.getRuntime().removeShutdownHook(atShutdown);
      }
    } catch (IllegalStateException e) {
      // The process is ending: this is the hook, or it will find the schedule closed.
    }
  }

  /** An interrupt would lose the last report, and waits as well. */
  private void awaitCloser(Thread closer, long deadline) {
    boolean ended =
        Uninterrupted.await(
            deadline - System.nanoTime(),
            nanos -> {
              TimeUnit.NANOSECONDS.timedJoin(closer, Math.max(MILLI, nanos));
              return !closer.isAlive();
            });
    if (!ended) {
      log.warn(closer.getName() + " did not finish its last report in " + closeTimeout, null);
    }
  }
}
