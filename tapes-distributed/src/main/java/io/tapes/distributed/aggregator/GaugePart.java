package io.tapes.distributed.aggregator;

import io.tapes.distributed.wire.CellValue;

/**
 * What one worker holds of a gauge. The I/O thread sets it, any thread reads it.
 *
 * <p>It is changed in place: old objects that refer to new ones keep a garbage collector busy.
 */
final class GaugePart {
  private double value;
  private long changedMillis;

  GaugePart(CellValue.Gauge first) {
    value = first.value();
    changedMillis = first.changedMillis();
  }

  synchronized void set(CellValue.Gauge now) {
    value = now.value();
    changedMillis = now.changedMillis();
  }

  synchronized CellValue.Gauge get() {
    return new CellValue.Gauge(value, changedMillis);
  }
}
