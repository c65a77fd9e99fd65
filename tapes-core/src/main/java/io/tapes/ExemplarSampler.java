package io.tapes;

import io.tapes.recording.SafeAdder;
import io.tapes.support.LogLimiter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Asks a registry's {@link ExemplarSource}, within its bounds. Any thread; never throws. */
final class ExemplarSampler {
  /** What is dated later than this is no clock that is a little ahead: it would stay for ever. */
  private static final long MOST_AHEAD_MILLIS = 3_600_000;

  /** For so many times the length of a call there is no other. */
  private static final long REST = 100;

  /** Looked up before it is caught, as in {@link SafeAdder}. */
  static final Class<?> FULL = OutOfMemoryError.class;

  private final Clock clock;
  private final @Nullable ExemplarSource source;
  private final long intervalNanos;
  private final SafeAdder failures = new SafeAdder();
  private final LogLimiter log = RegistryLog.limited();

  /** Whether a thread is inside the source. */
  private final AtomicBoolean asking = new AtomicBoolean();

  private volatile long restUntilNanos;
  private volatile @Nullable Throwable lastFailure;

  /**
   * Has no source yet, or for good.
   *
   * @param intervalNanos how long a range of a series has no need of another exemplar
   */
  ExemplarSampler(Clock clock, @Nullable ExemplarSource source, long intervalNanos) {
    this.clock = clock;
    this.source = source;
    this.intervalNanos = intervalNanos;
    this.restUntilNanos = clock.nanoTime();
  }

  boolean hasSource() {
    return source != null;
  }

  long nanoTime() {
    return clock.nanoTime();
  }

  long intervalNanos() {
    return intervalNanos;
  }

  /** Counts exemplars that are not kept, because the source failed or they are of the future. */
  SafeAdder failures() {
    return failures;
  }

  /** Tells the log why an exemplar was not kept last; for readers, since recording does no I/O. */
  void tellFailure() {
    Throwable failure = lastFailure;
    if (failure != null) {
      lastFailure = null;
      log.warn(
          "exemplars are missing: their source failed with " + LogLimiter.describe(failure),
          failure);
    }
  }

  /** Whether the source can be asked: no thread is inside, and it has rested. */
  boolean tryEnter(long nanos) {
    return nanos - restUntilNanos >= 0 && asking.compareAndSet(false, true);
  }

  /**
   * Asks the source, for the thread that has entered, and leaves.
   *
   * @return an exemplar without a value; null if there is none
   */
  @Nullable Exemplar askAndLeave(long nanos) {
    try {
      Optional<Exemplar> given = source == null ? Optional.empty() : source.exemplar();
      return given.orElse(null);
    } catch (Throwable e) { // foreign code, of any kind
      failed(e);
      return null;
    } finally {
      long end = clock.nanoTime();
      restUntilNanos = end + REST * Math.min(Math.max(0, end - nanos), Long.MAX_VALUE / (2 * REST));
      asking.set(false);
    }
  }

  /**
   * Dates an exemplar that an instrument has recorded.
   *
   * @return null if it cannot be kept
   */
  @Nullable Exemplar recorded(Exemplar given, double value) {
    try {
      long now = clock.wallMillis();
      Exemplar recorded = given.recorded(value, now);
      return isPlausible(recorded, now) ? recorded : null;
    } catch (OutOfMemoryError full) {
      failed(full);
      return null;
    }
  }

  /** Whether an exemplar that was recorded elsewhere can be kept; counts it if not. */
  boolean isPlausible(Exemplar recorded) {
    return isPlausible(recorded, clock.wallMillis());
  }

  private boolean isPlausible(Exemplar recorded, long now) {
    boolean plausible = recorded.timestampMillis() - MOST_AHEAD_MILLIS <= now;
    if (!plausible) {
      failures.increment();
    }
    return plausible;
  }

  void failed(Throwable why) {
    failures.increment();
    lastFailure = why;
  }
}
