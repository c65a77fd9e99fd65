package io.tapes.distributed.aggregator;

import io.tapes.LevelValue;
import io.tapes.MetricValue;
import io.tapes.Peaks;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Takes the maxima of one worker's intervals, each once. The I/O thread only. */
final class PeakApplier implements SeriesApplier {
  /*
   * It remembers the stamp of the last interval that it took, so that a frame that comes again, a
   * worker that sends everything again, and a black box that holds what was delivered count once.
   * Of a worker that it does not know it takes what a new reader sees.
   */
  private final DoubleConsumer maximum;
  private final Charge charge;
  private long applied;

  PeakApplier(DoubleConsumer maximum, Charge charge) {
    this.maximum = maximum;
    this.charge = charge;
  }

  @Override
  public void set(MetricValue value) {
    LevelValue level = value.asLevel();
    if (!(level.basis() instanceof Peaks peaks) || peaks.last() <= applied) {
      return;
    }
    double news = applied == 0 ? level.value() : peaks.since(applied);
    applied = peaks.last();
    if (!Double.isNaN(news)) {
      maximum.accept(news);
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
  public void restore(MetricValue value) {
    applied = value.asLevel().changedMillis();
  }

  /** Returns the stamp stands where a level has the time of its change. */
  @Override
  public @Nullable MetricValue applied() {
    return applied == 0 ? null : new LevelValue(Double.NaN, applied);
  }
}
