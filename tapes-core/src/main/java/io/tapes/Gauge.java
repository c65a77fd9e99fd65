package io.tapes;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A value that goes up and down: set by the application, or read from a source at each snapshot.
 *
 * <p>Any thread may set it; setting is lock-free and never throws. A gauge that was never set is
 * left out of snapshots, and so is one whose source returns not a number. A source is held strongly
 * and called by the reader's thread; one that throws is left out of that snapshot, counted in
 * {@code tapes.gauge.errors} and asked again.
 */
public final class Gauge extends Instrument {
  /** Not a number marks a gauge that was never set: setting it to that is refused. */
  private static final long UNSET = Double.doubleToRawLongBits(Double.NaN);

  private final AtomicLong bits = new AtomicLong(UNSET);
  private final String name;
  private final Aggregation aggregation;
  private final Counter dropped;
  private final Counter errors;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(Gauge.class));
  private volatile @Nullable DoubleSupplier source;

  Gauge(String name, Aggregation aggregation, Counter dropped, Counter errors) {
    this.name = name;
    this.aggregation = aggregation;
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
      dropped.increment();
    } else {
      bits.set(Double.doubleToRawLongBits(value));
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
      long seen = bits.get();
      double next = (seen == UNSET ? 0 : Double.longBitsToDouble(seen)) + amount;
      if (Double.isNaN(next)) {
        break;
      }
      if (bits.compareAndSet(seen, Double.doubleToRawLongBits(next))) {
        return;
      }
    }
    dropped.increment();
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
      long seen = bits.get();
      if (seen == UNSET) {
        return null;
      }
      value = Double.longBitsToDouble(seen);
    } else {
      try {
        value = follows.getAsDouble();
      } catch (Throwable e) { // whatever a source does, the other series are reported
        errors.increment();
        log.warn(
            "gauge '" + name + "' is left out: its source failed with " + LogLimiter.describe(e),
            e);
        return null;
      }
    }
    if (Double.isNaN(value)) { // the source has nothing to say, like a gauge that was never set
      return null;
    }
    return known() instanceof GaugeValue known && Double.compare(known.value(), value) == 0
        ? known
        : keep(new GaugeValue(value, aggregation));
  }
}
