package io.tapes.distributed.wire;

import io.tapes.Distribution;

/**
 * What one series of a worker holds, in absolute terms: everything since its incarnation began.
 *
 * <p>Any thread may use an instance.
 */
public sealed interface CellValue {
  /**
   * A counter.
   *
   * @param value increments less decrements
   * @param decremented whether it was ever decremented
   */
  record Counter(long value, boolean decremented) implements CellValue {}

  /**
   * A gauge.
   *
   * @param value its value
   */
  record Gauge(double value) implements CellValue {}

  /**
   * A meter.
   *
   * @param count how many events were marked, at least 0
   */
  record Meter(long count) implements CellValue {}

  /**
   * A histogram.
   *
   * @param total everything recorded
   */
  record Histogram(Distribution total) implements CellValue {}

  /**
   * A timer.
   *
   * @param total every duration recorded, in nanoseconds
   */
  record Timer(Distribution total) implements CellValue {}

  /** The series is no longer there. If it comes back, it counts from zero. */
  record Withdrawn() implements CellValue {}
}
