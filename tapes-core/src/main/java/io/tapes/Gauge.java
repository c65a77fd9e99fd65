package io.tapes;

import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A value that goes up and down: set by the application, or read from a source at each snapshot.
 *
 * <p>Any thread may set it; setting is lock-free and never throws. A gauge that was never set is
 * left out of snapshots, and so is one whose {@link OptionalSource} has nothing to say. A source is
 * held strongly and called by the reader's thread; one that throws is left out of that snapshot,
 * counted in {@code tapes.gauge.errors} and asked again.
 */
public final class Gauge extends Instrument {
  /** Not a number marks a gauge that was never set: setting it to that is refused. */
  static final long UNSET = Double.doubleToRawLongBits(Double.NaN);

  private final GaugeCell cell;
  private final String name;
  private final Aggregation aggregation;
  private final Clock clock;
  private final DroppedRecords dropped;
  private final Counter errors;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(Gauge.class));
  private volatile @Nullable DoubleSupplier source;

  Gauge(
      GaugeCell cell,
      String name,
      Aggregation aggregation,
      Clock clock,
      DroppedRecords dropped,
      Counter errors) {
    this.cell = cell;
    this.name = name;
    this.aggregation = aggregation;
    this.clock = clock;
    this.dropped = dropped;
    this.errors = errors;
  }

  /**
   * Sets the value. Not a number is dropped and counted, and so is setting a gauge with a source.
   *
   * @param value any number, infinities included
   */
  public void set(double value) {
    if (Double.isNaN(value) || source != null) {
      dropped.add(this);
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
      double next = (seen == UNSET ? 0 : Double.longBitsToDouble(seen)) + amount;
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

  private void stamp() {
    if (aggregation.isMostRecent()) {
      cell.changed(clock.wallMillis());
    }
  }

  void follow(DoubleSupplier newSource) {
    source =
        Objects.requireNonNull(
            newSource, () -> "the source of gauge '" + name + "' is null; pass a function");
  }

  @Override
  @Nullable GaugeValue read(long nanos, long wallMillis) {
    double value;
    DoubleSupplier follows = source;
    if (follows == null) {
      long seen = cell.bits();
      if (seen == UNSET) {
        return null;
      }
      value = Double.longBitsToDouble(seen);
    } else {
      try {
        value = follows.getAsDouble();
      } catch (Throwable e) { // whatever a source does, the other series are reported
        errors.increment();
        cell.set(UNSET);
        log.warn(
            "gauge '" + name + "' is left out: its source failed with " + LogLimiter.describe(e),
            e);
        return null;
      }
    }
    if (Double.isNaN(value) && follows instanceof OptionalSource) {
      cell.set(UNSET);
      return null;
    }
    GaugeValue before = known() instanceof GaugeValue gauge ? gauge : null;
    boolean same = before != null && Double.compare(before.value(), value) == 0;
    if (follows != null && !same) {
      // What it was last seen to be also outlives the process, where the cell does.
      cell.set(Double.doubleToRawLongBits(value));
      if (aggregation.isMostRecent()) {
        cell.changed(wallMillis);
      }
    }
    long changedMillis = cell.changedMillis();
    return before != null && same && before.changedMillis() == changedMillis
        ? before
        : keep(new GaugeValue(value, aggregation, changedMillis));
  }
}
