package io.tapes.distributed;

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

/** What the aggregator keeps of one worker that has not ended. The I/O thread only. */
final class WorkerEntry {
  /** Of a series that the worker has no longer, and that it had when it was last asked. */
  private static final Sink JUST_GONE = new Sink.Gone();

  /** The same, later. */
  private static final Sink GONE = new Sink.Gone();

  private record Known(Definition definition, Sink sink) {}

  private final WorkerIdentity identity;
  private final Presence presence;
  private final SeriesTable series = new SeriesTable();

  /** Series without a number: of a checkpoint, or of the worker's numbering before this one. */
  private final Map<SeriesId, Known> unnumbered = new HashMap<>();

  private long applied;
  private long heardNanos;
  private boolean observable;
  private boolean boxed;

  WorkerEntry(WorkerIdentity identity, long heardNanos) {
    this.identity = identity;
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

  /**
   * Whether all cells are of series that are known with that type or defined in their order. Frames
   * are checked as a whole first, so that none is applied in part.
   *
   * @param maxSeries cells of series from this number on may be anything, they are left out
   */
  boolean understands(Frame frame, int maxSeries) {
    // A frame upon nothing defines all series anew.
    boolean anew = frame.base() == 0;
    int numbered = anew ? 0 : series.size();
    int next = numbered;
    for (Cell cell : frame.cells()) {
      Definition definition = cell.definition();
      if (cell.id() >= maxSeries) {
        continue;
      }
      if (definition != null && cell.id() == next) {
        next++;
      } else if (cell.id() >= numbered) {
        return false;
      } else if (!matches(cell)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(Cell cell) {
    Definition again = cell.definition();
    if (again != null && !again.equals(series.definition(cell.id()))) {
      return false;
    }
    CellValue value = cell.value();
    if (value instanceof CellValue.Withdrawn) {
      return true;
    }
    return switch (series.type(cell.id())) {
      case COUNTER -> value instanceof CellValue.Counter;
      case GAUGE -> value instanceof CellValue.Gauge;
      case METER -> value instanceof CellValue.Meter;
      case HISTOGRAM -> value instanceof CellValue.Histogram || value instanceof CellValue.Changed;
      case TIMER -> value instanceof CellValue.Timer || value instanceof CellValue.Changed;
    };
  }

  /** Applies a frame that was accepted and understood. Returns how many cells were left out. */
  int apply(Frame frame, int maxSeries, BiFunction<Definition, Presence, Sink> sinks) {
    if (frame.base() == 0) {
      beginNumbering(maxSeries);
    }
    int leftOut = 0;
    for (Cell cell : frame.cells()) {
      Definition definition = cell.definition();
      if (cell.id() >= maxSeries) {
        leftOut += definition == null ? 0 : 1;
        continue;
      }
      if (definition != null && cell.id() == series.size()) {
        number(definition, sinks);
      }
      Sink sink = series.sink(cell.id());
      if (cell.value() instanceof CellValue.Withdrawn) {
        sink.withdraw();
        // If it comes back, the aggregate may have another series of that name.
        series.replace(cell.id(), JUST_GONE);
        continue;
      }
      if (sink == JUST_GONE || sink == GONE) {
        sink = sinks.apply(series.definition(cell.id()), presence);
        series.replace(cell.id(), sink);
      }
      sink.set(cell.value());
    }
    applied = frame.seq();
    return leftOut;
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

  /** Gives a series the next number, and goes on with what was applied of it before. */
  private Sink number(Definition definition, BiFunction<Definition, Presence, Sink> sinks) {
    Known known = unnumbered.get(definition.series());
    Sink sink =
        known != null && known.definition().equals(definition)
            ? known.sink()
            : sinks.apply(definition, presence);
    series.add(definition, sink);
    // Last of all: if memory fails before, it is found again.
    unnumbered.remove(definition.series());
    return sink;
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

  /**
   * Sets series to what they were when the worker's process ended.
   *
   * @return how many of them are left out
   */
  int recover(List<Cell> cells, int maxSeries, BiFunction<Definition, Presence, Sink> sinks) {
    beginNumbering(maxSeries);
    int leftOut = 0;
    for (Cell cell : cells) {
      Definition definition = cell.definition();
      if (definition == null || series.size() >= maxSeries) {
        leftOut++;
      } else {
        number(definition, sinks).set(cell.value());
      }
    }
    return leftOut;
  }

  /** What of this worker is contained in the totals. */
  Checkpoint.Worker checkpoint() {
    List<Cell> cells = new ArrayList<>();
    series.forEach((definition, sink) -> addApplied(cells, definition, sink));
    unnumbered.values().forEach(known -> addApplied(cells, known.definition(), known.sink()));
    return new Checkpoint.Worker(identity, observable, cells);
  }

  private static void addApplied(List<Cell> cells, Definition definition, Sink sink) {
    CellValue applied = sink.applied();
    if (applied != null) {
      cells.add(new Cell(0, definition, applied));
    }
  }

  /** The series that the worker has, as far as is known, or had since the last call. */
  void forEachSeries(Consumer<SeriesId> action) {
    for (int i = 0; i < series.size(); i++) {
      if (series.sink(i) != GONE) {
        action.accept(series.definition(i).series());
      }
      if (series.sink(i) == JUST_GONE) {
        series.replace(i, GONE);
      }
    }
    unnumbered.keySet().forEach(action);
  }

  void end() {
    series.forEach((definition, sink) -> sink.end());
    unnumbered.values().forEach(known -> known.sink().end());
  }
}
