package io.tapes;

import io.tapes.recording.GaugeCell;
import org.jspecify.annotations.Nullable;

/**
 * Tells the maximum of the values since the reader's last look, for every reader independently of
 * the others.
 *
 * <p>A reader that compares with what it delivered last, as those of line protocols, OTLP and the
 * publisher of a distributed registry do, and {@link Snapshot#minus}, finds exactly the maximum
 * since then, and no value if there was no update; if it looks less than once an hour, that of the
 * last hour. A snapshot for itself, as pages show it, has the maximum of the last minute, which
 * misses nothing if it is read once a minute; without an update in that time the value is not a
 * number and has no field.
 *
 * <p>Any thread may update it. Updating is lock-free, reads no clock, allocates nothing and never
 * throws; a value that is not above the maximum so far costs one read.
 */
public final class MaxGauge extends Instrument {
  /** How far back a reader can find the maximum since its last look: an hour. */
  static final long KEPT_MILLIS = 3_600_000;

  private final PeakCell cell;
  private final DroppedRecords dropped;

  /** Closed intervals; guarded, as the next one, by this instance. */
  private Peaks closed = Peaks.NONE;

  private long lastStamp;

  MaxGauge(PeakCell cell, DroppedRecords dropped) {
    this.cell = cell;
    this.dropped = dropped;
  }

  /**
   * Takes a value.
   *
   * @param value any number, infinities included; not a number is dropped and counted
   */
  public void update(double value) {
    if (Double.isNaN(value)) {
      dropped.add(this);
      return;
    }
    long seen = cell.bits();
    while (seen == GaugeCell.UNSET || value > Double.longBitsToDouble(seen)) {
      if (cell.compareAndSet(seen, Double.doubleToRawLongBits(value))) {
        return;
      }
      seen = cell.bits();
    }
  }

  /**
   * Adds closed intervals of another recorder, such as of this one before a restart.
   *
   * @param other the other intervals
   */
  public synchronized void merge(Peaks other) {
    closed = closed.plus(other);
    lastStamp = Math.max(lastStamp, closed.last());
    cell.keep(closed);
  }

  /** Each reading ends an interval, so one thread at a time may do it. */
  @Override
  synchronized @Nullable Series series(long nanos, long wallMillis) {
    return super.series(nanos, wallMillis);
  }

  @Override
  synchronized @Nullable LevelValue read(long nanos, long wallMillis) {
    if (hasEnded()) {
      return null;
    }
    close(Math.max(lastStamp + 1, wallMillis));
    closed = closed.after(wallMillis - KEPT_MILLIS);
    if (closed.size() == 0) {
      return null;
    }
    LevelValue now = LevelValue.of(closed, wallMillis);
    LevelValue before = known(now);
    return before.equals(now) ? before : now;
  }

  private void close(long stamp) {
    long open = cell.bits();
    while (open != GaugeCell.UNSET) {
      Peaks next = closed.with(stamp, Double.longBitsToDouble(open));
      cell.keep(next);
      if (cell.compareAndSet(open, GaugeCell.UNSET)) {
        closed = next;
        lastStamp = stamp;
        return;
      }
      open = cell.bits(); // it was raised meanwhile
    }
  }
}
