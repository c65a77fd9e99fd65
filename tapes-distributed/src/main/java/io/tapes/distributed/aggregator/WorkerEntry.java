package io.tapes.distributed.aggregator;

import io.tapes.MetricType;
import io.tapes.SeriesId;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValue;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** What the aggregator keeps of one worker that has not ended. The I/O thread only. */
final class WorkerEntry {
  private static final long NONE = -1;

  private record Known(SeriesDescriptor definition, SeriesApplier applier) {}

  private final WorkerIdentity identity;
  private final ObjLongConsumer<SeriesId> onGone;
  private final WorkerLiveness liveness;
  private final SeriesTable series = new SeriesTable();

  /** Series without a number: of a checkpoint, or of the worker's numbering before this one. */
  private final Map<SeriesId, Known> unnumbered = new HashMap<>();

  private long applied;

  /** The number of the last end of a series that was applied. */
  private long ends;

  /** The frame of which only some cells were applied, because something failed; and how many. */
  private long begunSeq = NONE;

  private int begunCells;
  private int leftOut;

  private final SafeSequence safe = new SafeSequence();
  private long heardNanos;
  private boolean observable;
  private boolean boxed;

  /**
   * A worker.
   *
   * @param onGone told of a series that the worker has no longer, and when it was last heard
   */
  WorkerEntry(WorkerIdentity identity, long heardNanos, ObjLongConsumer<SeriesId> onGone) {
    this.identity = identity;
    this.onGone = onGone;
    this.liveness = new WorkerLiveness(identity.label(), identity.durable());
    this.heardNanos = heardNanos;
  }

  WorkerIdentity identity() {
    return identity;
  }

  WorkerLiveness liveness() {
    return liveness;
  }

  long applied() {
    return applied;
  }

  /** Tells what a worker may rely on after this aggregator was killed. */
  SafeSequence safe() {
    return safe;
  }

  long heardNanos() {
    return heardNanos;
  }

  void heard(long nanos) {
    heardNanos = nanos;
  }

  /** Whether its process can be seen from here, so that its absence means that it has ended. */
  boolean isObservable() {
    return observable;
  }

  void observable(boolean newObservable) {
    observable = newObservable;
  }

  /** Whether it has a black box, which tells when its process has ended, and what it leaves. */
  boolean isBoxed() {
    return boxed;
  }

  void boxed(boolean newBoxed) {
    boxed = newBoxed;
  }

  /** The rule on which all exactness rests. */
  boolean accepts(Frame frame) {
    return frame.base() <= applied && applied < frame.seq();
  }

  /** Whether a frame that was accepted can be applied as a whole; see {@link FrameCheck}. */
  boolean understands(Frame frame, int maxSeries) {
    return frame.seq() == begunSeq || FrameCheck.accepts(frame, series, maxSeries);
  }

  /**
   * Applies a frame that was accepted and understood. If it fails half-way, such as for want of
   * memory, it goes on from there when the frame comes again.
   *
   * @return how many series were left out
   */
  int apply(
      Frame frame,
      int maxSeries,
      BiFunction<SeriesDescriptor, WorkerLiveness, SeriesApplier> appliers) {
    if (frame.seq() != begunSeq) {
      if (frame.base() == 0) {
        beginNumbering(maxSeries);
      }
      begunSeq = frame.seq();
      begunCells = 0;
      leftOut = 0;
    }
    try {
      for (; begunCells < frame.cells().size(); begunCells++) {
        apply(frame.cells().get(begunCells), maxSeries, appliers);
      }
    } catch (IllegalArgumentException e) {
      begunSeq = NONE; // it is no worker's
      throw e;
    }
    begunSeq = NONE;
    applied = frame.seq();
    return leftOut;
  }

  private void apply(
      Cell cell,
      int maxSeries,
      BiFunction<SeriesDescriptor, WorkerLiveness, SeriesApplier> appliers) {
    SeriesDescriptor definition = cell.definition();
    if (cell.value() instanceof CellValue.Ended ended) {
      if (definition != null) {
        endUnnumbered(definition, ended, appliers);
      } else if (series.isUsed(cell.id())) {
        end(cell.id(), ended);
      }
      return;
    }
    if (cell.id() >= maxSeries) {
      leftOut += definition == null ? 0 : 1;
      return;
    }
    if (definition != null && !series.isUsed(cell.id())) {
      number(cell.id(), definition, appliers);
    }
    series.applier(cell.id()).set(cell.value());
  }

  /** The end of a series that has no number: it began since the last frame, or before this one. */
  private void endUnnumbered(
      SeriesDescriptor definition,
      CellValue.Ended ended,
      BiFunction<SeriesDescriptor, WorkerLiveness, SeriesApplier> appliers) {
    CellValue last = ended.last();
    // What has ended is sent again to who may have forgotten it; its number tells.
    if (last != null && ended.number() > ends) {
      SeriesApplier applier = known(definition, appliers);
      applier.set(last);
      ends = ended.number();
      applier.withdraw();
    }
    Known known = unnumbered.get(definition.series());
    // It may be a successor.
    if (known != null && known.definition().equals(definition)) {
      known.applier().withdraw();
      unnumbered.remove(definition.series());
    }
    onGone.accept(definition.series(), heardNanos);
  }

  private void end(int number, CellValue.Ended ended) {
    SeriesApplier applier = series.applier(number);
    if (ended.last() != null) {
      applier.set(ended.last());
    }
    applier.withdraw();
    ends = Math.max(ends, ended.number());
    SeriesDescriptor definition = series.definition(number);
    series.free(number);
    if (definition != null) {
      onGone.accept(definition.series(), heardNanos);
    }
  }

  /**
   * A frame upon nothing defines all series anew: the worker was restarted, or this aggregator was.
   * What was applied of them stands. Gauges come back if the worker still has them.
   */
  private void beginNumbering(int maxSeries) {
    series.forEach(
        (definition, applier) ->
            unnumbered.put(definition.series(), new Known(definition, applier)));
    series.clear();
    for (Known known : unnumbered.values()) {
      if (known.definition().type() == MetricType.GAUGE) {
        known.applier().withdraw();
      }
    }
    if (unnumbered.size() > 2 * maxSeries) {
      // Only who makes up other series each time comes here; it may count itself twice.
      unnumbered.values().forEach(known -> known.applier().withdraw());
      unnumbered.clear();
    }
  }

  /** Gives a series a number, and goes on with what was applied of it before. */
  private void number(
      int number,
      SeriesDescriptor definition,
      BiFunction<SeriesDescriptor, WorkerLiveness, SeriesApplier> appliers) {
    series.put(number, definition, known(definition, appliers));
    // Last of all: if memory fails before, it is found again.
    Known before = unnumbered.remove(definition.series());
    if (before != null && !before.definition().equals(definition)) {
      before.applier().withdraw();
    }
  }

  private SeriesApplier known(
      SeriesDescriptor definition,
      BiFunction<SeriesDescriptor, WorkerLiveness, SeriesApplier> appliers) {
    Known known = unnumbered.get(definition.series());
    return known != null && known.definition().equals(definition)
        ? known.applier()
        : appliers.apply(definition, liveness);
  }

  /** Begins with what is contained in the totals according to a checkpoint. */
  void restore(Cell cell, BiFunction<SeriesDescriptor, WorkerLiveness, SeriesApplier> appliers) {
    SeriesDescriptor definition = cell.definition();
    if (definition != null) {
      Known known = new Known(definition, appliers.apply(definition, liveness));
      known.applier().restore(cell.value());
      unnumbered.put(definition.series(), known);
    }
  }

  /** As {@link #restore(Cell, BiFunction)}, of how many series had ended. */
  void restoreEnds(long number) {
    ends = number;
  }

  /**
   * Sets series to what they were when the worker's process ended.
   *
   * @return how many of them are left out
   */
  int recover(
      List<Cell> cells,
      int maxSeries,
      BiFunction<SeriesDescriptor, WorkerLiveness, SeriesApplier> appliers) {
    beginNumbering(maxSeries);
    int tooMany = 0;
    for (Cell cell : cells) {
      SeriesDescriptor definition = cell.definition();
      if (definition != null && cell.value() instanceof CellValue.Ended ended) {
        endUnnumbered(definition, ended, appliers);
      } else if (definition == null || series.used() >= maxSeries) {
        tooMany++;
      } else {
        int number = series.size();
        number(number, definition, appliers);
        series.applier(number).set(cell.value());
      }
    }
    return tooMany;
  }

  /** What of this worker is contained in the totals. */
  Checkpoint.Worker checkpoint() {
    List<Cell> cells = new ArrayList<>();
    series.forEach((definition, applier) -> addApplied(cells, definition, applier));
    unnumbered.values().forEach(known -> addApplied(cells, known.definition(), known.applier()));
    return new Checkpoint.Worker(identity, observable, ends, cells);
  }

  private static void addApplied(
      List<Cell> cells, SeriesDescriptor definition, SeriesApplier applier) {
    CellValue applied = applier.applied();
    if (applied != null) {
      cells.add(new Cell(0, definition, applied));
    }
  }

  /** The series that the worker has, as far as is known. */
  void forEachSeries(Consumer<SeriesId> action) {
    series.forEach((definition, applier) -> action.accept(definition.series()));
    unnumbered.keySet().forEach(action);
  }

  /** How many series are kept of it. */
  int seriesKept() {
    return series.used() + unnumbered.size();
  }

  void end() {
    series.forEach((definition, applier) -> applier.end());
    unnumbered.values().forEach(known -> known.applier().end());
  }
}
