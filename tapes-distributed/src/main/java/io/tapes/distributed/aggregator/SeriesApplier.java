package io.tapes.distributed.aggregator;

import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricValue;
import io.tapes.SumValue;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Distributions;
import io.tapes.distribution.Distribution;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where one series of one worker goes. The I/O thread only. */
sealed interface SeriesApplier
    permits SeriesApplier.OfSum,
        SeriesApplier.OfDistribution,
        SeriesApplier.OfLevel,
        SeriesApplier.Refused,
        PeakApplier {
  /*
   * Each sink remembers the absolute value that it was last set to and passes on the difference.
   * That is why setting is idempotent, and why totals stay exact when the worker is gone. What it
   * takes of the memory that all workers share is given back when the series or the worker is gone.
   */

  /**
   * Takes what a cell says that the worker has, if it says anything; its shape is the applier's.
   */
  default void set(Cell cell) {
    MetricValue value = cell.value();
    if (value != null && cell.changes()) {
      change(value.asDistribution().total());
    } else if (value != null) {
      set(value);
    }
  }

  /** Takes the worker's value; its shape is the applier's. */
  void set(MetricValue value);

  /** Takes the buckets of the worker's distribution that changed. */
  default void change(Distribution changes) {
    throw new IllegalArgumentException("only a distribution has buckets that change");
  }

  /** The worker has the series no longer; if it comes back, it counts from zero. */
  void withdraw();

  /** The value that the totals contain already, according to a checkpoint. */
  void restore(MetricValue value);

  /** What {@link #restore} must be given after a restart; null where there is nothing to say. */
  @Nullable MetricValue applied();

  /** The worker has ended. */
  void end();

  /** Differences of a sum. */
  final class OfSum implements SeriesApplier {
    private static final SumValue NOTHING = new SumValue(0);

    private final Consumer<SumValue> total;
    private final Charge charge;
    private SumValue applied = NOTHING;

    OfSum(Consumer<SumValue> total, Charge charge) {
      this.total = total;
      this.charge = charge;
    }

    @Override
    public void set(MetricValue value) {
      SumValue now = value.asSum();
      SumValue difference = now.minus(applied);
      applied = now;
      if (!difference.isZero()) {
        total.accept(difference);
      }
    }

    @Override
    public void withdraw() {
      applied = NOTHING;
      charge.release();
    }

    @Override
    public void end() {
      charge.release();
    }

    @Override
    public void restore(MetricValue value) {
      applied = value.asSum();
    }

    @Override
    public MetricValue applied() {
      return applied;
    }
  }

  /** Differences of a distribution. */
  final class OfDistribution implements SeriesApplier {
    private final Consumer<Distribution> total;
    private final Charge charge;
    private final double scale;
    private Distribution applied = Distribution.empty();

    OfDistribution(Consumer<Distribution> total, Charge charge, double scale) {
      this.total = total;
      this.charge = charge;
      this.scale = scale;
    }

    @Override
    public void set(MetricValue value) {
      Distribution now = value.asDistribution().total();
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

    @Override
    public void change(Distribution changes) {
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
    public void restore(MetricValue value) {
      hold(value.asDistribution().total());
    }

    @Override
    public MetricValue applied() {
      return new DistributionValue(applied, scale);
    }
  }

  /** A level, combined with those of other workers when a snapshot is taken. */
  final class OfLevel implements SeriesApplier {
    private final Charge charge;
    private final GaugeTable table;
    private final GaugeSeries series;
    private final WorkerLiveness worker;

    /** Null until the worker has a value. */
    private @Nullable GaugePart part;

    OfLevel(GaugeTable table, GaugeSeries series, WorkerLiveness worker, Charge charge) {
      this.charge = charge;
      this.table = table;
      this.series = series;
      this.worker = worker;
    }

    @Override
    public void set(MetricValue value) {
      LevelValue level = value.asLevel();
      if (part == null) {
        part = table.join(series, worker, level);
      } else {
        part.set(level);
      }
    }

    @Override
    public void withdraw() {
      part = null;
      table.withdraw(series, worker);
      charge.release();
    }

    @Override
    public void restore(MetricValue value) {
      // It is not added to anything: holding it is all there is to it.
      set(value);
    }

    @Override
    public @Nullable MetricValue applied() {
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
    public void set(MetricValue value) {
      // Counted and logged when it was refused.
    }

    @Override
    public void change(Distribution changes) {
      // The same.
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
    public void restore(MetricValue value) {
      // It will be refused again.
    }

    @Override
    public @Nullable MetricValue applied() {
      return null;
    }
  }
}
