package io.tapes.distributed.aggregator;

import io.tapes.MetricType;
import io.tapes.SeriesId;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValue;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Definition;
import io.tapes.distributed.wire.Frame;
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

  private record Known(Definition definition, Sink sink) {}

  private final WorkerIdentity identity;
  private final ObjLongConsumer<SeriesId> onGone;
  private final Presence presence;
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
    this.presence = new Presence(identity.label(), identity.durable());
    this.heardNanos = heardNanos;
  }

  WorkerIdentity identity() {
    return identity;
  }

  Presence presence() {
    return presence;
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
  int apply(Frame frame, int maxSeries, BiFunction<Definition, Presence, Sink> sinks) {
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
        apply(frame.cells().get(begunCells), maxSeries, sinks);
      }
    } catch (IllegalArgumentException e) {
      begunSeq = NONE; // it is no worker's
      throw e;
    }
    begunSeq = NONE;
    applied = frame.seq();
    return leftOut;
  }

  private void apply(Cell cell, int maxSeries, BiFunction<Definition, Presence, Sink> sinks) {
    Definition definition = cell.definition();
    if (cell.value() instanceof CellValue.Ended ended) {
      if (definition != null) {
        endUnnumbered(definition, ended, sinks);
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
      number(cell.id(), definition, sinks);
    }
    series.sink(cell.id()).set(cell.value());
  }

  /** The end of a series that has no number: it began since the last frame, or before this one. */
  private void endUnnumbered(
      Definition definition, CellValue.Ended ended, BiFunction<Definition, Presence, Sink> sinks) {
    CellValue last = ended.last();
    // What has ended is sent again to who may have forgotten it; its number tells.
    if (last != null && ended.number() > ends) {
      Sink sink = known(definition, sinks);
      sink.set(last);
      ends = ended.number();
      sink.withdraw();
    }
    Known known = unnumbered.get(definition.series());
    // It may be a successor.
    if (known != null && known.definition().equals(definition)) {
      known.sink().withdraw();
      unnumbered.remove(definition.series());
    }
    onGone.accept(definition.series(), heardNanos);
  }

  private void end(int number, CellValue.Ended ended) {
    Sink sink = series.sink(number);
    if (ended.last() != null) {
      sink.set(ended.last());
    }
    sink.withdraw();
    ends = Math.max(ends, ended.number());
    Definition definition = series.definition(number);
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
        (definition, sink) -> unnumbered.put(definition.series(), new Known(definition, sink)));
    series.clear();
    for (Known known : unnumbered.values()) {
      if (known.definition().type() == MetricType.GAUGE) {
        known.sink().withdraw();
      }
    }
    if (unnumbered.size() > 2 * maxSeries) {
      // Only who makes up other series each time comes here; it may count itself twice.
      unnumbered.values().forEach(known -> known.sink().withdraw());
      unnumbered.clear();
    }
  }

  /** Gives a series a number, and goes on with what was applied of it before. */
  private void number(
      int number, Definition definition, BiFunction<Definition, Presence, Sink> sinks) {
    series.put(number, definition, known(definition, sinks));
    // Last of all: if memory fails before, it is found again.
    Known before = unnumbered.remove(definition.series());
    if (before != null && !before.definition().equals(definition)) {
      before.sink().withdraw();
    }
  }

  private Sink known(Definition definition, BiFunction<Definition, Presence, Sink> sinks) {
    Known known = unnumbered.get(definition.series());
    return known != null && known.definition().equals(definition)
        ? known.sink()
        : sinks.apply(definition, presence);
  }

  /** Begins with what is contained in the totals according to a checkpoint. */
  void restore(Cell cell, BiFunction<Definition, Presence, Sink> sinks) {
    Definition definition = cell.definition();
    if (definition != null) {
      Known known = new Known(definition, sinks.apply(definition, presence));
      known.sink().restore(cell.value());
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
  int recover(List<Cell> cells, int maxSeries, BiFunction<Definition, Presence, Sink> sinks) {
    beginNumbering(maxSeries);
    int tooMany = 0;
    for (Cell cell : cells) {
      Definition definition = cell.definition();
      if (definition != null && cell.value() instanceof CellValue.Ended ended) {
        endUnnumbered(definition, ended, sinks);
      } else if (definition == null || series.used() >= maxSeries) {
        tooMany++;
      } else {
        int number = series.size();
        number(number, definition, sinks);
        series.sink(number).set(cell.value());
      }
    }
    return tooMany;
  }

  /** What of this worker is contained in the totals. */
  Checkpoint.Worker checkpoint() {
    List<Cell> cells = new ArrayList<>();
    series.forEach((definition, sink) -> addApplied(cells, definition, sink));
    unnumbered.values().forEach(known -> addApplied(cells, known.definition(), known.sink()));
    return new Checkpoint.Worker(identity, observable, ends, cells);
  }

  private static void addApplied(List<Cell> cells, Definition definition, Sink sink) {
    CellValue applied = sink.applied();
    if (applied != null) {
      cells.add(new Cell(0, definition, applied));
    }
  }

  /** The series that the worker has, as far as is known. */
  void forEachSeries(Consumer<SeriesId> action) {
    series.forEach((definition, sink) -> action.accept(definition.series()));
    unnumbered.keySet().forEach(action);
  }

  /** How many series are kept of it. */
  int seriesKept() {
    return series.used() + unnumbered.size();
  }

  void end() {
    series.forEach((definition, sink) -> sink.end());
    unnumbered.values().forEach(known -> known.sink().end());
  }
}
