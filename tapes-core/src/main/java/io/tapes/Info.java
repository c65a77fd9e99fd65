package io.tapes;

import io.tapes.recording.GaugeCell;
import org.jspecify.annotations.Nullable;

/**
 * Tells facts by its tags, such as the version of a build; its value is always 1.
 *
 * <p>Prometheus shows it as an info metric, other backends as a gauge of 1. There is nothing to
 * record. Any thread may use it.
 */
public final class Info extends Instrument {
  private static final LevelValue ONE = new LevelValue(1);

  private final GaugeCell cell;

  Info(GaugeCell cell) {
    this.cell = cell;
  }

  /** Shows it from now on; before, only its name is taken. */
  Info show() {
    cell.set(Double.doubleToRawLongBits(ONE.value()));
    return this;
  }

  @Override
  @Nullable LevelValue read(long nanos, long wallMillis) {
    return cell.bits() == GaugeCell.UNSET ? null : ONE;
  }
}
