package io.tapes.distributed.aggregator;

import io.tapes.Exemplars;
import io.tapes.MetricValue;
import io.tapes.SeriesId;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.SeriesDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The series of one worker, and what was applied of each. The I/O thread only. */
final class WorkerSeries {
  /** Finds or makes what applies a worker's series to the totals. */
  @FunctionalInterface
  interface Appliers {
    SeriesApplier of(SeriesDescriptor definition, WorkerLiveness worker);

    /** Takes exemplars of a series whose applier there is. */
    default void exemplars(SeriesDescriptor definition, Exemplars exemplars) {}
  }

  private record Known(SeriesDescriptor definition, SeriesApplier applier) {}

  private final WorkerLiveness liveness;
  private final Consumer<SeriesId> onGone;
  private final SeriesTable numbered = new SeriesTable();

  /** Series without a number: of a checkpoint, or of the worker's numbering before this one. */
  private final Map<SeriesId, Known> unnumbered = new HashMap<>();

  private long ends;

  /**
   * No series yet.
   *
   * @param liveness of the worker
   * @param onGone told of a series that the worker has no longer
   */
  WorkerSeries(WorkerLiveness liveness, Consumer<SeriesId> onGone) {
    this.liveness = liveness;
    this.onGone = onGone;
  }

  /** The number of the last end of a series that was applied. */
  long ends() {
    return ends;
  }

  /** Whether a frame can be applied as a whole; see {@link FrameCheck}. */
  boolean understands(Frame frame, int maxSeries) {
    return FrameCheck.accepts(frame, numbered, maxSeries);
  }

  /**
   * Applies a cell.
   *
   * @return false if its series is left out, since it has a number beyond the limit
   */
  boolean apply(Cell cell, int maxSeries, Appliers appliers) {
    SeriesDescriptor definition = cell.definition();
    if (cell.isEnded()) {
      if (definition != null) {
        endUnnumbered(definition, cell, appliers);
      } else if (numbered.isUsed(cell.id())) {
        end(cell.id(), cell);
      }
      return true;
    }
    if (cell.id() >= maxSeries) {
      return definition == null;
    }
    if (definition != null && !numbered.isUsed(cell.id())) {
      number(cell.id(), definition, appliers);
    }
    numbered.applier(cell.id()).set(cell);
    exemplars(numbered.definition(cell.id()), cell, appliers);
    return true;
  }

  private static void exemplars(@Nullable SeriesDescriptor series, Cell cell, Appliers appliers) {
    if (series != null && !cell.exemplars().isEmpty()) {
      appliers.exemplars(series, cell.exemplars());
    }
  }

  /** The end of a series that has no number: it began since the last frame, or before this one. */
  private void endUnnumbered(SeriesDescriptor definition, Cell ended, Appliers appliers) {
    // What has ended is sent again to who may have forgotten it; its number tells.
    if (ended.value() != null && ended.end() > ends) {
      SeriesApplier applier = known(definition, appliers);
      applier.set(ended);
      exemplars(definition, ended, appliers);
      ends = ended.end();
      applier.withdraw();
    }
    Known known = unnumbered.get(definition.series());
    // It may be a successor.
    if (known != null && known.definition().equals(definition)) {
      known.applier().withdraw();
      unnumbered.remove(definition.series());
    }
    onGone.accept(definition.series());
  }

  private void end(int number, Cell ended) {
    SeriesApplier applier = numbered.applier(number);
    applier.set(ended);
    applier.withdraw();
    ends = Math.max(ends, ended.end());
    SeriesDescriptor definition = numbered.definition(number);
    numbered.free(number);
    if (definition != null) {
      onGone.accept(definition.series());
    }
  }

  /**
   * A frame upon nothing defines all series again: the worker was restarted, or this aggregator
   * was. What was applied of them stands. Gauges come back if the worker still has them.
   */
  void beginNumbering(int maxSeries) {
    takeNumbers();
    for (Known known : unnumbered.values()) {
      if (!known.definition().kind().accumulates()) {
        known.applier().withdraw();
      }
    }
    if (unnumbered.size() > 2 * maxSeries) {
      // Only who makes up other series each time comes here; it may count itself twice.
      unnumbered.values().forEach(known -> known.applier().withdraw());
      unnumbered.clear();
    }
  }

  private void takeNumbers() {
    numbered.forEach(
        (definition, applier) ->
            unnumbered.put(definition.series(), new Known(definition, applier)));
    numbered.clear();
  }

  /** Gives a series a number, and goes on with what was applied of it before. */
  private void number(int number, SeriesDescriptor definition, Appliers appliers) {
    numbered.put(number, definition, known(definition, appliers));
    // Last of all: if memory fails before, it is found again.
    Known before = unnumbered.remove(definition.series());
    if (before != null && !before.definition().equals(definition)) {
      before.applier().withdraw();
    }
  }

  private SeriesApplier known(SeriesDescriptor definition, Appliers appliers) {
    Known known = unnumbered.get(definition.series());
    return known != null && known.definition().equals(definition)
        ? known.applier()
        : appliers.of(definition, liveness);
  }

  /** Begins with what is contained in the totals according to a checkpoint. */
  void restore(Cell cell, Appliers appliers) {
    SeriesDescriptor definition = cell.definition();
    MetricValue value = cell.value();
    if (definition != null && value != null) {
      Known known = new Known(definition, appliers.of(definition, liveness));
      known.applier().restore(value);
      unnumbered.put(definition.series(), known);
    }
  }

  /** As {@link #restore(Cell, Appliers)}, of how many series had ended. */
  void restoreEnds(long number) {
    ends = number;
  }

  /**
   * Sets series to what they were when the worker's process ended. What is not among them stays as
   * it was delivered: gauges of sources are in no box.
   *
   * @return how many of them are left out
   */
  int recover(List<Cell> cells, int maxSeries, Appliers appliers) {
    takeNumbers();
    int tooMany = 0;
    for (Cell cell : cells) {
      SeriesDescriptor definition = cell.definition();
      if (definition != null && cell.isEnded()) {
        endUnnumbered(definition, cell, appliers);
      } else if (definition == null || numbered.used() >= maxSeries) {
        tooMany++;
      } else {
        int number = numbered.size();
        number(number, definition, appliers);
        numbered.applier(number).set(cell);
      }
    }
    return tooMany;
  }

  /** What of these series is contained in the totals. */
  List<Cell> applied() {
    List<Cell> cells = new ArrayList<>();
    numbered.forEach((definition, applier) -> addApplied(cells, definition, applier));
    unnumbered.values().forEach(known -> addApplied(cells, known.definition(), known.applier()));
    return cells;
  }

  private static void addApplied(
      List<Cell> cells, SeriesDescriptor definition, SeriesApplier applier) {
    MetricValue applied = applier.applied();
    if (applied != null) {
      cells.add(new Cell(0, definition, applied));
    }
  }

  /** The series that the worker has, as far as is known. */
  void forEachSeries(Consumer<SeriesId> action) {
    numbered.forEach((definition, applier) -> action.accept(definition.series()));
    unnumbered.keySet().forEach(action);
  }

  /** How many series are kept of it. */
  int seriesKept() {
    return numbered.used() + unnumbered.size();
  }

  /** The worker has ended. */
  void end() {
    numbered.forEach((definition, applier) -> applier.end());
    unnumbered.values().forEach(known -> known.applier().end());
  }
}
