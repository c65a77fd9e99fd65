package io.tapes.report;

import io.tapes.Clock;
import io.tapes.SnapshotSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Settings of a schedule. One thread at a time may use a builder. */
public final class ReportScheduleBuilder {
  final SnapshotSource source;
  final List<Reporter> reporters = new ArrayList<>();
  Clock clock = Clock.SYSTEM;
  Duration closeTimeout = Duration.ofSeconds(10);
  @Nullable ScheduledExecutorService executor;
  boolean atShutdown;

  ReportScheduleBuilder(SnapshotSource source) {
    this.source = source;
  }

  /**
   * Adds reporters.
   *
   * @param more where to report; the schedule closes them when it is closed
   * @return this builder
   */
  public ReportScheduleBuilder reporters(Reporter... more) {
    reporters.addAll(List.of(more));
    return this;
  }

  /**
   * Runs on an executor of the caller's, such as an event loop, instead of threads of its own.
   * Reporters that block then block that executor. The schedule does not shut it down.
   *
   * @param callers the executor
   * @return this builder
   */
  public ReportScheduleBuilder executor(ScheduledExecutorService callers) {
    executor = callers;
    return this;
  }

  /**
   * Sets the clock whose multiples of the interval are the times of the rounds.
   *
   * @param newClock the clock, {@link Clock#SYSTEM} by default
   * @return this builder
   */
  public ReportScheduleBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Limits how long {@link ReportSchedule#close} waits for last reports.
   *
   * @param newTimeout above zero; 10 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is zero or negative
   */
  public ReportScheduleBuilder closeTimeout(Duration newTimeout) {
    if (newTimeout.isNegative() || newTimeout.isZero()) {
      throw new IllegalArgumentException(
          "close time-out " + newTimeout + " is not above zero; allow some time for a last report");
    }
    closeTimeout = newTimeout;
    return this;
  }

  /**
   * Closes the schedule, and so reports a last time, when the process ends by itself, by {@link
   * System#exit} or by SIGTERM, unless it was closed before. The process ends no later than the
   * close time-out after that.
   *
   * @return this builder
   */
  public ReportScheduleBuilder closeAtShutdown() {
    atShutdown = true;
    return this;
  }

  /**
   * Starts reporting.
   *
   * @param interval at least one millisecond
   * @return the running schedule
   * @throws IllegalArgumentException if the interval is shorter than a millisecond, there is no
   *     reporter, or one is in a schedule already
   */
  public ReportSchedule start(Duration interval) {
    if (interval.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "report interval " + interval + " is shorter than 1 ms; use a longer one");
    }
    if (reporters.isEmpty()) {
      throw new IllegalArgumentException("a schedule without reporters; pass at least one");
    }
    ReportSchedule schedule = new ReportSchedule(this, interval);
    schedule.start();
    return schedule;
  }
}
