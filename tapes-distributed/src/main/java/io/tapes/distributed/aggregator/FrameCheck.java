package io.tapes.distributed.aggregator;

import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.SeriesDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether all cells of a frame are of series that are known with that shape, or defined by it under
 * numbers that are free. Frames are checked as a whole first, so that none is applied in part.
 */
final class FrameCheck {
  private final SeriesTable series;
  private final int maxSeries;

  /** What the frame makes of numbers: a series, or null for none. */
  private final Map<Integer, @Nullable SeriesDescriptor> changed = new HashMap<>();

  private int size;
  private final boolean anew;

  private FrameCheck(SeriesTable series, boolean anew, int maxSeries) {
    this.series = series;
    this.anew = anew;
    this.size = anew ? 0 : series.size();
    this.maxSeries = maxSeries;
  }

  /**
   * Checks a frame.
   *
   * @param series what the worker has; nothing to a frame upon nothing, which defines all again
   * @param maxSeries cells of numbers from this one on may be anything, they are left out
   */
  static boolean accepts(Frame frame, SeriesTable series, int maxSeries) {
    FrameCheck check = new FrameCheck(series, frame.base() == 0, maxSeries);
    for (Cell cell : frame.cells()) {
      if (!check.accepts(cell)) {
        return false;
      }
    }
    return true;
  }

  private boolean accepts(Cell cell) {
    SeriesDescriptor definition = cell.definition();
    boolean ends = cell.isEnded();
    if (cell.id() >= maxSeries || (ends && definition != null)) {
      return true;
    }
    SeriesDescriptor known = known(cell.id());
    if (definition != null && known == null) {
      changed.put(cell.id(), definition);
      boolean next = cell.id() <= size;
      size = Math.max(size, cell.id() + 1);
      return next;
    }
    if (known == null || (definition != null && !definition.equals(known))) {
      return false;
    }
    if (ends) {
      changed.put(cell.id(), null);
    }
    return fits(known.kind(), cell);
  }

  private @Nullable SeriesDescriptor known(int number) {
    if (changed.containsKey(number)) {
      return changed.get(number);
    }
    return anew ? null : series.definition(number);
  }

  private static boolean fits(MetricKind kind, Cell cell) {
    MetricValue value = cell.value();
    return value == null || kind.canHold(value);
  }
}
