package io.tapes;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells of tasks while they run: how many are active, the time that all of them have run together,
 * and that of the longest.
 *
 * <p>A {@link Timer} knows a task when it has ended; this tells of one that hangs. Both times grow
 * from snapshot to snapshot. Any thread may start and stop tasks. A start makes an object and
 * enters it into a concurrent set, a stop takes it out; a snapshot looks at every active task. A
 * task beyond {@link #MAX_TASKS}, or for which there is no memory, is not told of and counted in
 * {@code tapes.dropped}.
 */
public final class LongTaskTimer extends Instrument {
  /** The most active tasks: 100,000. */
  public static final int MAX_TASKS = 100_000;

  /** A wall clock that differs so much from the monotonic one was set. */
  private static final long CLOCK_WAS_SET_MILLIS = 1_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
  private final Clock clock;
  private final DroppedRecords dropped;
  private volatile boolean shown;

  /** The wall clock when the monotonic one was zero; guarded by this instance. */
  private long zeroMillis = Long.MIN_VALUE;

  LongTaskTimer(Clock clock, DroppedRecords dropped) {
    this.clock = clock;
    this.dropped = dropped;
  }

  /** Shows it from now on, also without a task; before, only its name is taken. */
  LongTaskTimer show() {
    shown = true;
    return this;
  }

  /**
   * Starts a task.
   *
   * @return what ends it when it is closed
   */
  public Task start() {
    Task task = new Task(this, clock.nanoTime());
    if (tasks.size() >= MAX_TASKS || !isAdded(task)) {
      dropped.add(this);
    }
    return task;
  }

  private boolean isAdded(Task task) {
    try {
      return tasks.add(task);
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  /**
   * Returns how many tasks are active, without a snapshot.
   *
   * @return those that were started and not closed
   */
  public int active() {
    return tasks.size();
  }

  /**
   * Returns how long the active tasks have run, without a snapshot.
   *
   * @return nanoseconds, the longest last
   */
  public long[] elapsedNanos() {
    long now = clock.nanoTime();
    return tasks.stream().mapToLong(task -> now - task.startNanos).sorted().toArray();
  }

  @Override
  synchronized @Nullable LevelValue read(long nanos, long wallMillis) {
    if (!shown) {
      return null;
    }
    /*
     * Durations are measured with the monotonic clock and told as starts by the wall clock, which
     * other processes have as well. Between the two lies what the wall clock showed when the
     * monotonic one was zero. That is found once, and again when the wall clock was set: taken again
     * each time it would differ by a millisecond now and then, and every start with it.
     */
    long zero = wallMillis - nanos / NANOS_PER_MILLI;
    if (zeroMillis == Long.MIN_VALUE || Math.abs(zero - zeroMillis) > CLOCK_WAS_SET_MILLIS) {
      zeroMillis = zero;
    }
    long active = 0;
    long sum = 0;
    long earliest = Long.MAX_VALUE;
    for (Task task : tasks) {
      long start = zeroMillis + task.startNanos / NANOS_PER_MILLI;
      active++;
      sum += start;
      earliest = Math.min(earliest, start);
    }
    long at = zeroMillis + nanos / NANOS_PER_MILLI;
    return LevelValue.of(new Elapsed(active, sum, active == 0 ? 0 : earliest, at));
  }

  /** A task under way. Any thread may use it. */
  public static final class Task implements AutoCloseable {
    private final LongTaskTimer timer;
    private final long startNanos;

    Task(LongTaskTimer timer, long startNanos) {
      this.timer = timer;
      this.startNanos = startNanos;
    }

    /**
     * Returns the time since its start.
     *
     * @return what the clock of the registry shows since then
     */
    public Duration elapsed() {
      return Duration.ofNanos(timer.clock.nanoTime() - startNanos);
    }

    /** Ends the task; closing again does nothing. */
    @Override
    public void close() {
      timer.tasks.remove(this);
    }
  }
}
