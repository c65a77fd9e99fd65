package io.tapes;

import io.tapes.distribution.Distribution;
import io.tapes.distribution.Ticks;
import io.tapes.recording.StripeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of durations, and how often they occur.
 *
 * <p>Durations are kept in nanoseconds and shown in seconds. Count, sum, minimum and maximum are
 * exact, every quantile is within 1 % from one nanosecond to 292 years. Any thread may record;
 * recording never waits, never throws, and reads no clock but the two readings of a timing. It
 * allocates only when a range of durations or another thread is first seen; a duration for which
 * there is no memory then is dropped, and counted in {@code tapes.dropped}. {@link #start} makes an
 * object, {@link #startNanos} none.
 */
public final class Timer extends DistributionRecorder implements TimeRecorder {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final DistributionValue NOTHING =
      new DistributionValue(Distribution.empty(), DistributionValue.NANOS_PER_SECOND);

  private final Clock clock;
  private final DroppedRecords dropped;

  /** Made when there is something to read. */
  private @Nullable RateReader rates;

  /** With its cells in a {@link Storage}. */
  Timer(StripeSource stripes, Clock clock, TickPhase phase, DroppedRecords dropped) {
    super(stripes, phase, clock.nanoTime());
    this.clock = clock;
    this.dropped = dropped;
  }

  /**
   * Starts a timing.
   *
   * @return what records the duration when it is closed
   */
  public Timing start() {
    return new Timing(this, clock.nanoTime());
  }

  /**
   * Starts a timing that is nothing but a number: it allocates nothing wherever it is handed to.
   *
   * @return what {@link #recordSince} takes; good for this timer only
   */
  @Override
  public long startNanos() {
    return clock.nanoTime();
  }

  @Override
  public void recordSince(long startNanos) {
    recordNanos(clock.nanoTime() - startNanos);
  }

  /**
   * Times some work and returns its result. Its duration is recorded also when it throws.
   *
   * <p>Every lambda and every method reference with a result can be passed, also a reference to an
   * overloaded method such as {@code future::get}.
   *
   * @param work what to do
   * @param <T> the type of the result
   * @param <E> what the work may throw, passed on untouched
   * @return what the work returned
   * @throws E if the work throws it
   */
  public <T, E extends Throwable> T time(Work<T, E> work) throws E {
    long start = clock.nanoTime();
    try {
      return work.call();
    } finally {
      recordNanos(clock.nanoTime() - start);
    }
  }

  /**
   * Times some work without a result. Its duration is recorded also when it throws.
   *
   * <p>The compiler takes a reference to an overloaded method for one with a result, whatever the
   * method returns. For one without, such as {@code thread::join}, there is {@link #run}; a lambda,
   * {@code () -> thread.join()}, can be passed here.
   *
   * @param task what to do
   * @param <E> what the task may throw, passed on untouched
   * @throws E if the task throws it
   */
  public <E extends Throwable> void time(Task<E> task) throws E {
    run(task);
  }

  /**
   * Times some work and forgets its result, if it has any. It does the same as {@link #time(Task)}
   * under a name that is not overloaded, so every lambda and every method reference can be passed.
   *
   * @param task what to do
   * @param <E> what the task may throw, passed on untouched
   * @throws E if the task throws it
   */
  public <E extends Throwable> void run(Task<E> task) throws E {
    long start = clock.nanoTime();
    try {
      task.run();
    } finally {
      recordNanos(clock.nanoTime() - start);
    }
  }

  /**
   * Records a duration that was measured elsewhere.
   *
   * @param duration from 0 to 292 years; others are dropped and counted
   */
  public void record(Duration duration) {
    recordNanos(nanos(duration));
  }

  /**
   * Records a duration and keeps an exemplar of it, the newest of those that took about as long.
   *
   * @param duration from 0 to 292 years; others are dropped and counted
   * @param exemplar what took that long; not kept if the duration is dropped
   */
  public void record(Duration duration, Exemplar exemplar) {
    long nanos = nanos(duration);
    if (tryAdd(nanos)) {
      keepExemplar(exemplar, nanos / DistributionValue.NANOS_PER_SECOND);
    }
  }

  /** Negative for what is to be dropped. */
  private static long nanos(Duration duration) {
    return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? -1 : duration.toNanos();
  }

  /**
   * Records a duration that was measured elsewhere.
   *
   * @param amount at least 0; a negative one is dropped and counted
   * @param unit the unit of the amount; what exceeds 292 years is recorded as that
   */
  public void record(long amount, TimeUnit unit) {
    recordNanos(unit.toNanos(amount));
  }

  /**
   * Adds every duration of a distribution that was recorded elsewhere, exactly. Unlike a record it
   * fails on a full heap, and adds nothing then.
   *
   * @param recorded the other durations, in nanoseconds
   * @throws IllegalArgumentException if some are negative, or they are doubles
   */
  public void merge(Distribution recorded) {
    if (!MetricKind.TIMER.canHold(new DistributionValue(recorded, 1))) {
      throw new IllegalArgumentException(
          "a distribution of negative or fractional numbers is none of durations; use a histogram");
    }
    addAll(recorded);
  }

  void recordNanos(long nanos) {
    if (tryAdd(nanos)) {
      sample(nanos / DistributionValue.NANOS_PER_SECOND);
    }
  }

  private boolean tryAdd(long nanos) {
    boolean added = nanos >= 0 && add(nanos);
    if (!added) {
      dropped.add(this);
    }
    return added;
  }

  @Override
  DistributionValue nothing() {
    return NOTHING;
  }

  @Override
  Rates rates(Rates last, long more, Ticks ticks) {
    if (rates == null) {
      rates = new RateReader(ticks.fromNanos());
    }
    return rates.read(last, more, ticks);
  }

  /**
   * A duration under way. Closing it records the time since it was started, once however often it
   * is closed. One thread at a time may use it; it may be handed from thread to thread.
   */
  public static final class Timing implements AutoCloseable {
    private final Timer timer;
    private final long startNanos;
    private boolean done;

    Timing(Timer timer, long startNanos) {
      this.timer = timer;
      this.startNanos = startNanos;
    }

    /** Records the time since the start, unless it is recorded or discarded already. */
    @Override
    public void close() {
      if (!done) {
        done = true;
        timer.recordNanos(timer.clock.nanoTime() - startNanos);
      }
    }

    /** Ends the timing without recording anything. */
    public void discard() {
      done = true;
    }
  }
}
