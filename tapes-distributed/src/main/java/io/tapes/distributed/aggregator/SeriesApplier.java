package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.Distribution;
import io.tapes.Meter;
import io.tapes.distributed.wire.CellValue;
import io.tapes.distributed.wire.Distributions;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where one series of one worker goes. The I/O thread only. */
sealed interface SeriesApplier {
  /*
   * Each sink remembers the absolute value that it was last set to and passes on the difference.
   * That is why setting is idempotent, and why totals stay exact when the worker is gone. What it
   * takes of the memory that all workers share is given back when the series or the worker is gone.
   */

  /** Takes the worker's value; its kind is the sink's. */
  void set(CellValue value);

  /** The worker has the series no longer; if it comes back, it counts from zero. */
  void withdraw();

  /** The value that the totals contain already, according to a checkpoint. */
  void restore(CellValue value);

  /** What {@link #restore} must be given after a restart; null where there is nothing to say. */
  @Nullable CellValue applied();

  /** The worker has ended. */
  void end();

  /** Differences of a counter. */
  final class OfCounter implements SeriesApplier {
    private final Counter total;
    private final Charge charge;
    private long applied;
    private boolean decremented;

    OfCounter(Counter total, Charge charge) {
      this.total = total;
      this.charge = charge;
    }

    @Override
    public void set(CellValue value) {
      CellValue.Counter now = (CellValue.Counter) value;
      // A count that fell without ever having been decremented began anew.
      boolean anew = now.value() < applied && !now.decremented();
      long difference = anew ? now.value() : now.value() - applied;
      applied = now.value();
      if (difference < 0 || (now.decremented() && !decremented)) {
        decremented = true;
        total.decrement(-difference);
      } else if (difference > 0) {
        total.increment(difference);
      }
    }

    @Override
    public void withdraw() {
      applied = 0;
      charge.release();
    }

    @Override
    public void end() {
      charge.release();
    }

    @Override
    public void restore(CellValue value) {
      CellValue.Counter then = (CellValue.Counter) value;
      applied = then.value();
      decremented = then.decremented();
    }

    @Override
    public CellValue applied() {
      return new CellValue.Counter(applied, decremented);
    }
  }

  /** Differences of a meter. */
  final class OfMeter implements SeriesApplier {
    private final Meter total;
    private final Charge charge;
    private long applied;

    OfMeter(Meter total, Charge charge) {
      this.total = total;
      this.charge = charge;
    }

    @Override
    public void set(CellValue value) {
      long now = ((CellValue.Meter) value).count();
      // A count that fell began anew.
      long difference = now >= applied ? now - applied : now;
      applied = now;
      if (difference > 0) {
        total.mark(difference);
      }
    }

    @Override
    public void withdraw() {
      applied = 0;
      charge.release();
    }

    @Override
    public void end() {
      charge.release();
    }

    @Override
    public void restore(CellValue value) {
      applied = ((CellValue.Meter) value).count();
    }

    @Override
    public CellValue applied() {
      return new CellValue.Meter(applied);
    }
  }

  /** Differences of a histogram or a timer. */
  final class OfDistribution implements SeriesApplier {
    private final Consumer<Distribution> total;
    private final Charge charge;
    private final Function<Distribution, CellValue> asValue;
    private Distribution applied = Distribution.empty();

    OfDistribution(
        Consumer<Distribution> total, Charge charge, Function<Distribution, CellValue> asValue) {
      this.total = total;
      this.charge = charge;
      this.asValue = asValue;
    }

    private static Distribution of(CellValue value) {
      return value instanceof CellValue.Histogram histogram
          ? histogram.total()
          : ((CellValue.Timer) value).total();
    }

    @Override
    public void set(CellValue value) {
      if (value instanceof CellValue.Changed changed) {
        change(changed.changes());
        return;
      }
      Distribution now = of(value);
      Distribution difference = Distributions.difference(now, applied);
      // A sum may be ahead of its counts by a record under way: it is taken with its count.
      if (difference.count() > 0) {
        total.accept(difference);
        hold(now);
      }
    }

    private void hold(Distribution next) {
      charge.add(MemoryBudget.PER_BUCKET * (next.bucketCount() - applied.bucketCount()));
      applied = next;
    }

    private void change(Distribution changes) {
      // First of all, because it refuses what no worker sends.
      Distribution difference = applied.addedBy(changes);
      if (difference.count() > 0) {
        // Made before anything is added: for want of memory nothing must be added twice.
        Distribution next = applied.with(changes);
        total.accept(difference);
        hold(next);
      }
    }

    @Override
    public void withdraw() {
      applied = Distribution.empty();
      charge.release();
    }

    @Override
    public void end() {
      charge.release();
    }

    @Override
    public void restore(CellValue value) {
      hold(of(value));
    }

    @Override
    public CellValue applied() {
      return asValue.apply(applied);
    }
  }

  /** A gauge's value, combined with those of other workers when a snapshot is taken. */
  final class OfGauge implements SeriesApplier {
    private final Charge charge;
    private final GaugeTable table;
    private final GaugeSeries series;
    private final WorkerLiveness worker;

    /** Null until the worker has a value. */
    private @Nullable GaugePart part;

    OfGauge(GaugeTable table, GaugeSeries series, WorkerLiveness worker, Charge charge) {
      this.charge = charge;
      this.table = table;
      this.series = series;
      this.worker = worker;
    }

    @Override
    public void set(CellValue value) {
      CellValue.Gauge gauge = (CellValue.Gauge) value;
      if (part == null) {
        part = table.join(series, worker, gauge);
      } else {
        part.set(gauge);
      }
    }

    @Override
    public void withdraw() {
      part = null;
      table.withdraw(series, worker);
      charge.release();
    }

    @Override
    public void restore(CellValue value) {
      // It is not added to anything: holding it is all there is to it.
      set(value);
    }

    @Override
    public @Nullable CellValue applied() {
      return part == null ? null : part.get();
    }

    @Override
    public void end() {
      part = null;
      table.end(series, worker);
      charge.release();
    }
  }

  /** A series that the aggregator has refused. */
  final class Refused implements SeriesApplier {
    private final Charge charge;

    Refused(Charge charge) {
      this.charge = charge;
    }

    @Override
    public void set(CellValue value) {
      // Counted and logged when it was refused.
    }

    @Override
    public void withdraw() {
      charge.release();
    }

    @Override
    public void end() {
      charge.release();
    }

    @Override
    public void restore(CellValue value) {
      // It will be refused again.
    }

    @Override
    public @Nullable CellValue applied() {
      return null;
    }
  }
}
