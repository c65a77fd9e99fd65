package io.tapes;

import io.tapes.recording.GaugeCell;
import io.tapes.support.Durations;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that goes up and down: set by the application, or read from a source at each snapshot.
 *
 * <p>Any thread may set it; setting is lock-free and never throws. A gauge that was never set, or
 * set to not a number, is left out of snapshots, and so is one whose {@link OptionalGaugeSupplier}
 * has nothing to say.
 *
 * <p>A source is held strongly and called once for each snapshot, on a thread of the registry's and
 * not that of the reader, which waits for it no longer than {@link RegistryBuilder#sourceTimeout}.
 * One that throws is left out of that snapshot, counted in {@code tapes.gauge.errors} and asked
 * again; so is one that does not answer in time, which is named in a warning and asked again when
 * it has returned. A source may read other registries. A snapshot of its own registry would ask it
 * again, so asking for one throws; it reads {@link Counter#value} and {@link Timer#count} instead.
 */
public final class Gauge extends Instrument {
  private final GaugeCell cell;
  private final Aggregation aggregation;
  private final Clock clock;
  private final DroppedRecords dropped;
  private final Counter errors;
  private volatile @Nullable GaugeSource source;

  /** When it was last set, and how long that counts; 0 for ever. */
  private volatile long setNanos;

  private volatile long timeToLiveNanos;

  /** Whether it was removed from its registry. */
  private volatile boolean forgotten;

  Gauge(
      GaugeCell cell,
      Aggregation aggregation,
      Clock clock,
      DroppedRecords dropped,
      Counter errors) {
    this.cell = cell;
    this.aggregation = aggregation;
    this.clock = clock;
    this.dropped = dropped;
    this.errors = errors;
  }

  /**
   * Sets the value. Not a number withdraws it: the gauge is left out of snapshots until it is set
   * again. Setting a gauge with a source is dropped and counted.
   *
   * @param value any number, infinities included
   */
  public void set(double value) {
    if (source != null) {
      dropped.add(this);
    } else if (Double.isNaN(value)) {
      cell.set(GaugeCell.UNSET);
    } else {
      stamp();
      cell.set(Double.doubleToRawLongBits(value));
    }
  }

  /**
   * Adds to the value; a gauge that was never set starts from 0. Not a number, or a sum that is
   * none, is dropped and counted, and so is adding to a gauge with a source.
   *
   * @param amount any number, negative ones included
   */
  public void add(double amount) {
    while (source == null) {
      long seen = cell.bits();
      double next = (seen == GaugeCell.UNSET ? 0 : Double.longBitsToDouble(seen)) + amount;
      if (Double.isNaN(next)) {
        break;
      }
      if (cell.compareAndSet(seen, Double.doubleToRawLongBits(next))) {
        stamp();
        return;
      }
    }
    dropped.add(this);
  }

  /** Sets the value to the seconds since 1970-01-01T00:00:00Z, by the clock of the registry. */
  public void setToCurrentTime() {
    set(clock.wallMillis() / 1_000.0);
  }

  /**
   * Adds one until what is returned is closed: so the gauge tells how many are under way.
   *
   * @return what subtracts one when it is closed, once however often it is closed
   */
  public InProgress trackInProgress() {
    return new InProgress(this);
  }

  /**
   * Returns the value now, without a snapshot.
   *
   * @return what it was set to last, or what its source answered last; not a number if it has no
   *     value
   */
  public double value() {
    GaugeSource follows = source;
    if (follows != null) {
      LevelValue answer = follows.answer();
      return answer == null ? Double.NaN : answer.value();
    }
    return Double.longBitsToDouble(bits(clock.nanoTime()));
  }

  /** Has no value any more when it was not set for so long; never by default. */
  void timeToLive(Duration newTimeToLive) {
    setNanos = clock.nanoTime();
    timeToLiveNanos = Durations.nanos(newTimeToLive);
  }

  /** The value's bits, of which nothing is left after its time to live. */
  private long bits(long nanos) {
    long seen = cell.bits();
    long stamp = setNanos;
    if (timeToLiveNanos == 0 || seen == GaugeCell.UNSET || nanos - stamp < timeToLiveNanos) {
      return seen;
    }
    boolean gone = cell.compareAndSet(seen, GaugeCell.UNSET);
    if (gone && setNanos != stamp) {
      cell.compareAndSet(GaugeCell.UNSET, seen); // it was set to the same meanwhile
    }
    return cell.bits();
  }

  private void stamp() {
    if (timeToLiveNanos != 0) {
      setNanos = clock.nanoTime();
    }
    if (aggregation.isMostRecent()) {
      cell.changed(clock.wallMillis());
    }
  }

  /** Whether it has a source: what follows another one is another gauge. */
  boolean hasSource() {
    return source != null;
  }

  /** Whether it follows this function already. */
  boolean calls(DoubleSupplier function) {
    GaugeSource known = source;
    return known != null && known.calls(function);
  }

  /** The gauge has this source from now on; returns the one that it had. */
  @Nullable GaugeSource follow(GaugeSource newSource) {
    GaugeSource before = source;
    source = newSource;
    return before;
  }

  /** Whether what the source answers is the value of this gauge. */
  @SuppressWarnings("ReferenceEquality") // a source stands for one registration
  boolean follows(GaugeSource which) {
    return source == which && !forgotten;
  }

  /** Takes no answer any more; returns the source that it has. */
  @Nullable GaugeSource forget() {
    forgotten = true;
    return source;
  }

  /** The source answered; returns the answer before if it says the same. */
  LevelValue seen(@Nullable LevelValue before, double value) {
    boolean same = before != null && Double.compare(before.value(), value) == 0;
    if (!same) {
      // What it was last seen to be also outlives the process, where the cell does.
      cell.set(Double.doubleToRawLongBits(value));
      stamp();
    }
    return value(before, value);
  }

  /** The source has no answer. */
  void seenNothing() {
    cell.set(GaugeCell.UNSET);
  }

  void countError() {
    errors.increment();
  }

  @Override
  @Nullable LevelValue read(long nanos, long wallMillis) {
    GaugeSource follows = source;
    if (follows != null) {
      return follows.answer();
    }
    long seen = bits(nanos);
    MetricValue before = known();
    return seen == GaugeCell.UNSET
        ? null
        : value(before == null ? null : before.asLevel(), Double.longBitsToDouble(seen));
  }

  private LevelValue value(@Nullable LevelValue before, double value) {
    long changedMillis = cell.changedMillis();
    return before != null
            && Double.compare(before.value(), value) == 0
            && before.changedMillis() == changedMillis
        ? before
        : new LevelValue(value, changedMillis);
  }
}
