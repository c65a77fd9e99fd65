package io.tapes;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Any of a registry's instruments: what {@link Registry#remove(Instrument)} takes. Any thread may
 * use an instance; what can be recorded is said by its class.
 */
public abstract class Instrument {
  /*
   * Beside the recording it has what the registry needs: its value now. The numbers of incarnations
   * begin at random, so that those of two processes differ.
   */
  private static final AtomicLong INCARNATIONS =
      new AtomicLong(ThreadLocalRandom.current().nextLong(1, 1L << 62));

  private @Nullable SeriesId id;
  private long incarnation;

  /** Where {@link Instruments} has it; guarded by the registry's lock. */
  int place;

  /** Whether it was removed; guarded by this instance. */
  private boolean ended;

  /** What was read last; it is handed out again as long as nothing changes. */
  private volatile @Nullable Series last;

  Instrument() {}

  /** A number that no other series of this process has. */
  static long nextIncarnation() {
    return INCARNATIONS.getAndIncrement();
  }

  /** Names the instrument, before other threads see it. */
  final void name(SeriesId newId) {
    name(newId, nextIncarnation());
  }

  /** The same, where it is known already which incarnation of the series it is. */
  final void name(SeriesId newId, long newIncarnation) {
    id = newId;
    incarnation = newIncarnation;
  }

  final SeriesId id() {
    return Objects.requireNonNull(id, "an instrument without a name");
  }

  /**
   * The series now, or null for one that has no value yet. An instrument whose readings build on
   * each other reads and remembers under one lock: what a second reader saw meanwhile must not be
   * replaced by something older.
   */
  @Nullable Series series(long nanos, long wallMillis) {
    MetricValue value = read(nanos, wallMillis);
    Series known = last;
    if (value == null || (known != null && known.value() == value)) {
      return value == null ? null : known;
    }
    Series next = new Series(id(), value, incarnation);
    last = next;
    return next;
  }

  /**
   * Ends the series: what is recorded from now on is not read. The last value holds every record
   * that returned before this call, and is at least what any reader has seen.
   */
  final synchronized @Nullable Series end(long nanos, long wallMillis) {
    Series end = series(nanos, wallMillis);
    ended = true;
    return end;
  }

  /** Whether {@link #read} must return what it returned last; under this instance's lock. */
  final boolean hasEnded() {
    return ended;
  }

  /**
   * The value now, or null for a series that has none yet. Equal values are the same instance where
   * that is cheap, so that readers can tell what did not change.
   *
   * @param nanos the monotonic time of the read
   * @param wallMillis the wall clock at the same moment
   */
  abstract @Nullable MetricValue read(long nanos, long wallMillis);

  /** What was read last, null before the first time. */
  final @Nullable MetricValue known() {
    Series known = last;
    return known == null ? null : known.value();
  }

  /** Remembers a value that was read. */
  final <V extends MetricValue> V keep(V value) {
    last = new Series(id(), value, incarnation);
    return value;
  }
}
