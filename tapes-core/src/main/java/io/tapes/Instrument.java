package io.tapes;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the registry needs of an instrument: its value now. Keeps that off the public types. */
abstract class Instrument {
  private @Nullable SeriesId id;

  /** Where {@link Instruments} has it; guarded by the registry's lock. */
  int place;

  /** What was read last; it is handed out again as long as nothing changes. */
  private volatile @Nullable Series last;

  /** Names the instrument, before other threads see it. */
  final void name(SeriesId newId) {
    id = newId;
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
    Series next = new Series(id(), value);
    last = next;
    return next;
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
    last = new Series(id(), value);
    return value;
  }
}
