package io.tapes.distributed;

import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValue;
import io.tapes.distributed.wire.Definition;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What the aggregator keeps of one worker that has not ended. The I/O thread only. */
final class WorkerEntry {
  private record Known(Definition definition, Sink sink) {}

  private final WorkerIdentity identity;
  private final Presence presence = new Presence();
  private final List<Known> series = new ArrayList<>();
  private long applied;
  private long heardNanos;
  private boolean observable;

  WorkerEntry(WorkerIdentity identity, long heardNanos) {
    this.identity = identity;
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
    int next = series.size();
    for (Cell cell : frame.cells()) {
      Definition definition = cell.definition();
      if (cell.id() >= maxSeries) {
        continue;
      }
      if (definition != null && cell.id() == next) {
        next++;
      } else if (cell.id() >= series.size()) {
        return false;
      } else if (!matches(series.get(cell.id()).definition(), cell)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Definition known, Cell cell) {
    Definition again = cell.definition();
    if (again != null && !again.equals(known)) {
      return false;
    }
    CellValue value = cell.value();
    if (value instanceof CellValue.Withdrawn) {
      return true;
    }
    return switch (known.type()) {
      case COUNTER -> value instanceof CellValue.Counter;
      case GAUGE -> value instanceof CellValue.Gauge;
      case METER -> value instanceof CellValue.Meter;
      case HISTOGRAM -> value instanceof CellValue.Histogram;
      case TIMER -> value instanceof CellValue.Timer;
    };
  }

  /** Applies a frame that was accepted and understood. Returns how many cells were left out. */
  int apply(Frame frame, int maxSeries, BiFunction<Definition, Presence, Sink> sinks) {
    int leftOut = 0;
    for (Cell cell : frame.cells()) {
      Definition definition = cell.definition();
      if (cell.id() >= maxSeries) {
        leftOut += definition == null ? 0 : 1;
        continue;
      }
      if (definition != null && cell.id() == series.size()) {
        series.add(new Known(definition, sinks.apply(definition, presence)));
      }
      Sink sink = series.get(cell.id()).sink();
      if (cell.value() instanceof CellValue.Withdrawn) {
        sink.withdraw();
      } else {
        sink.set(cell.value());
      }
    }
    applied = frame.seq();
    return leftOut;
  }

  void end() {
    for (Known known : series) {
      known.sink().end();
    }
  }
}
