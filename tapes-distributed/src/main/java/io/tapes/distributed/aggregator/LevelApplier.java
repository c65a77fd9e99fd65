package io.tapes.distributed.aggregator;

import io.tapes.LevelValue;
import io.tapes.MetricValue;
import org.jspecify.annotations.Nullable;

/** Holds a level, which a snapshot combines with those of other workers. The I/O thread only. */
final class LevelApplier implements SeriesApplier {
  private final Charge charge;
  private final GaugeTable table;
  private final GaugeSeries series;
  private final WorkerLiveness worker;

  /** Null until the worker has a value. */
  private @Nullable GaugePart part;

  LevelApplier(GaugeTable table, GaugeSeries series, WorkerLiveness worker, Charge charge) {
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
