package io.tapes.distributed.aggregator;

import io.tapes.MetricValue;
import io.tapes.distributed.wire.Cell;
import io.tapes.distribution.Distribution;
import org.jspecify.annotations.Nullable;

/** Where one series of one worker goes. The I/O thread only. */
interface SeriesApplier {
  /*
   * Each applier remembers the absolute value that it was last set to and passes on the difference.
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
}
