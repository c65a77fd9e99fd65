package io.tapes;

import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Who keeps the rates and the recent figures of a registry up to date, every five seconds.
 *
 * <p>A registry with a {@link ManualClock} needs no thread: its clock ticks while it is moved. One
 * with another clock of its own is kept up to date by its readers, unless it has an executor.
 * Instances are immutable; any thread may use them.
 */
public final class Ticking {
  private static final Ticking BY_READERS = new Ticking(TickPhase.OWN, registry -> {});
  private static final Ticking BY_THREAD = new Ticking(TickPhase.COMMON, Ticker.OF_THE_JVM::add);

  private final TickPhase phase;
  private final Consumer<TickTarget> start;

  Ticking(TickPhase phase, Consumer<TickTarget> start) {
    this.phase = phase;
    this.start = start;
  }

  /**
   * Ticks in a daemon thread that all registries of the JVM share. It starts with the first
   * instrument that needs it and ends when none of the registries is reachable any longer.
   *
   * @return the usual way
   */
  public static Ticking byThread() {
    return BY_THREAD;
  }

  /**
   * Ticks in an executor. A tick takes some milliseconds for 10,000 series and does no I/O. If the
   * executor takes no more tasks, the registry goes on as with {@link #byReaders}.
   *
   * @param executor runs a task every five seconds, as long as the registry is reachable
   * @return a way for one registry or several
   */
  public static Ticking by(ScheduledExecutorService executor) {
    Objects.requireNonNull(executor, "the executor for ticks is null; use Ticking.byReaders()");
    return new Ticking(TickPhase.COMMON, registry -> TickTask.schedule(registry, executor));
  }

  /**
   * Leaves all ticks to those who read, without any thread. What was recorded between two readings
   * is spread evenly over the time between them in the rates; in the recent figures it counts as
   * recorded at the later reading, if that is ten seconds or more after the other. The figures are
   * good if the registry is read every five seconds.
   *
   * @return a way without a thread
   */
  public static Ticking byReaders() {
    return BY_READERS;
  }

  /** The way for a registry with that clock. */
  Ticking with(Clock clock) {
    if (this == BY_READERS) {
      return this;
    }
    if (clock instanceof ManualClock manual) {
      return new Ticking(TickPhase.OWN, manual::add);
    }
    return this == BY_THREAD && clock != Clock.SYSTEM ? BY_READERS : this;
  }

  TickPhase phase() {
    return phase;
  }

  /** Begins to tick; once per registry. */
  void start(TickTarget registry) {
    start.accept(registry);
  }
}
