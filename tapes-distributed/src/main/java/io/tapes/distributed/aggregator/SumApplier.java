package io.tapes.distributed.aggregator;

import io.tapes.MetricValue;
import io.tapes.SumValue;
import java.util.function.Consumer;

/** Adds the differences of a sum. The I/O thread only. */
final class SumApplier implements SeriesApplier {
  private static final SumValue NOTHING = new SumValue(0);

  private final Consumer<SumValue> total;
  private final Charge charge;
  private SumValue applied = NOTHING;

  SumApplier(Consumer<SumValue> total, Charge charge) {
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
