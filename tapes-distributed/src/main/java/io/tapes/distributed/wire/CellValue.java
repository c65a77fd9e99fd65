package io.tapes.distributed.wire;

import io.tapes.Distribution;
import org.jspecify.annotations.Nullable;

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
   * @param changedMillis when it was set, in milliseconds since 1970-01-01T00:00:00Z; 0 where that
   *     does not matter
   */
  record Gauge(double value, long changedMillis) implements CellValue {
    /**
     * A gauge of which it does not matter when it was set.
     *
     * @param value its value
     */
    public Gauge(double value) {
      this(value, 0);
    }
  }

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

  /**
   * A histogram or a timer, of which some buckets changed since the frame's base.
   *
   * @param changes these buckets, each with all that it holds, at least one; sum, minimum and
   *     maximum are of all buckets
   */
  record Changed(Distribution changes) implements CellValue {}

  /**
   * The series is no longer there; its number is free.
   *
   * @param number how many series of the worker had ended with this one; 0 for one that is not
   *     counted, such as a gauge without a value
   * @param last its last value; null where it is the one before
   */
  record Ended(long number, @Nullable CellValue last) implements CellValue {}
}
