package io.tapes.distributed.wire;

import io.tapes.DistributionValue;
import io.tapes.Exemplars;
import io.tapes.MetricValue;
import io.tapes.distribution.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * One series in a frame, in absolute terms: everything since its incarnation began.
 *
 * <p>Any thread may use an instance.
 *
 * @param id its number, from 0 to {@link Wire#MAX_ID} - 1
 * @param definition what the number stands for, where it occurs for the first time; else null
 * @param value what the series holds, apart from rates and recent figures, which are not sent; null
 *     where the series has ended with the value before, or has nothing but new exemplars
 * @param changes whether the value is a distribution of only those buckets that changed since the
 *     frame's base, each with all that it holds; sum, minimum and maximum are of all buckets
 * @param end {@link #LIVES}, or of a series that is no longer there how many series of the worker
 *     had ended with this one; 0 for one that is not counted, such as a gauge without a value
 * @param exemplars new ones; they stand with a definition, or in a cell of their own
 */
public record Cell(
    int id,
    @Nullable SeriesDescriptor definition,
    @Nullable MetricValue value,
    boolean changes,
    long end,
    Exemplars exemplars) {
  /** The end of a series that is there. */
  public static final long LIVES = -1;

  /**
   * Creates a cell without exemplars.
   *
   * @param id its number
   * @param definition what the number stands for, or null
   * @param value what the series holds, or null
   * @param changes whether these are only the buckets that changed
   * @param end the number of its end, or {@link #LIVES}
   */
  public Cell(
      int id,
      @Nullable SeriesDescriptor definition,
      @Nullable MetricValue value,
      boolean changes,
      long end) {
    this(id, definition, value, changes, end, Exemplars.none());
  }

  /**
   * Creates a cell of a series that is there, with all that it holds.
   *
   * @param id its number
   * @param definition what the number stands for, or null
   * @param value what the series holds
   */
  public Cell(int id, @Nullable SeriesDescriptor definition, MetricValue value) {
    this(id, definition, value, false, LIVES);
  }

  /**
   * Creates a cell of the buckets of a distribution that changed.
   *
   * @param id its number
   * @param changes at least one bucket
   * @return the cell
   */
  public static Cell changes(int id, Distribution changes) {
    return new Cell(id, null, new DistributionValue(changes, 1), true, LIVES);
  }

  /**
   * Creates a cell of a series that ended with the value before.
   *
   * @param id its number
   * @param number the number of the end
   * @return the cell
   */
  public static Cell ended(int id, long number) {
    return new Cell(id, null, null, false, number);
  }

  /**
   * Returns the same with this value as the last one.
   *
   * @param number the number of the end, at least 1
   * @return the cell
   */
  public Cell ended(long number) {
    return new Cell(id, definition, value, changes, number, exemplars);
  }

  /**
   * Creates a cell of nothing but exemplars.
   *
   * @param id its number, which is defined
   * @param exemplars at least one
   * @return the cell
   */
  public static Cell exemplars(int id, Exemplars exemplars) {
    return new Cell(id, null, null, false, LIVES, exemplars);
  }

  /**
   * Returns the same definition with exemplars.
   *
   * @param newExemplars perhaps none
   * @return the cell
   */
  public Cell with(Exemplars newExemplars) {
    return new Cell(id, definition, value, changes, end, newExemplars);
  }

  /**
   * Returns whether it says nothing of the value.
   *
   * @return true if it was made by {@link #exemplars(int, Exemplars)}
   */
  public boolean isOfExemplars() {
    return value == null && !isEnded();
  }

  /**
   * Returns whether the series is no longer there.
   *
   * @return true if it has ended, and its number is free
   */
  public boolean isEnded() {
    return end != LIVES;
  }
}
