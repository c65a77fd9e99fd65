package io.tapes;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Any of a registry's instruments: what {@link Registry#remove(Instrument)} takes. Any thread may
 * use an instance; what can be recorded is said by its class.
 */
public abstract class Instrument extends ExemplarKeeper {
  /*
   * Beside the recording it has what the registry needs: its value now. The numbers of incarnations
   * begin at random, so that those of two processes differ.
   */
  private static final AtomicLong INCARNATIONS =
      new AtomicLong(ThreadLocalRandom.current().nextLong(1, 1L << 62));

  private @Nullable SeriesId id;
  private @Nullable InstrumentFamily family;
  private long incarnation;
  private long startMillis;

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
  final void name(SeriesId newId, InstrumentFamily newFamily, long newStartMillis) {
    name(newId, newFamily, nextIncarnation(), newStartMillis);
  }

  /** The same, where it is known already which incarnation of the series it is. */
  final void name(
      SeriesId newId, InstrumentFamily newFamily, long newIncarnation, long newStartMillis) {
    id = newId;
    family = newFamily;
    incarnation = newIncarnation;
    startMillis = newStartMillis;
  }

  /**
   * Returns the name and tags of the series.
   *
   * @return as snapshots show them
   */
  public final SeriesId id() {
    return Objects.requireNonNull(id, "an instrument without a name");
  }

  /**
   * The series now, or null for one that has no value yet. An instrument whose readings build on
   * each other reads and remembers under one lock: what a second reader saw meanwhile must not be
   * replaced by something older.
   */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  @Nullable Series series(long nanos, long wallMillis) {
    if (!hasEnded()) {
      readExemplars();
    }
    MetricValue value = read(nanos, wallMillis);
    Series known = last;
    if (value == null) {
      return null;
    }
    if (known != null
        && known.value() == value
        && known.info() == family().info()
        && known.exemplars() == lastExemplars()) {
      return known;
    }
    Series next = with(value);
    last = next;
    return next;
  }

  /**
   * Adds what a snapshot shows of it, if there is anything.
   *
   * @return whether it stands in the order of the ids
   */
  boolean addTo(List<Series> all, long nanos, long wallMillis) {
    Series now = series(nanos, wallMillis);
    if (now != null) {
      all.add(now);
    }
    return true;
  }

  /** The ids of the series that it is shown as. */
  void forEachId(Consumer<SeriesId> action) {
    action.accept(id());
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

  /**
   * What was read last, or what is given in place of that. An instrument reads values of one shape
   * only, so what it has kept is of the type that it asks for.
   */
  @SuppressWarnings("unchecked")
  final <V extends MetricValue> V known(V otherwise) {
    MetricValue known = known();
    return known == null ? otherwise : (V) known;
  }

  /** What was read last, null before the first time. */
  final @Nullable MetricValue known() {
    Series known = last;
    return known == null ? null : known.value();
  }

  @Override
  public final MetricInfo info() {
    return family().info();
  }

  final InstrumentFamily family() {
    return Objects.requireNonNull(family, "an instrument without a name");
  }

  private Series with(MetricValue value) {
    return with(id(), value, incarnation);
  }

  /** One of several series that it is shown as. */
  final Series with(SeriesId member, MetricValue value, long memberIncarnation) {
    return new Series(member, info(), value, memberIncarnation, startMillis, lastExemplars());
  }

  /** Remembers a value that was read. */
  final <V extends MetricValue> V keep(V value) {
    last = with(value);
    return value;
  }
}
