package io.tapes.distributed.worker;

import io.tapes.Exemplars;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValues;
import io.tapes.distributed.wire.FrameBuilder;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distributed.worker.SnapshotDiff.Change;
import io.tapes.support.LogLimiter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the changes of a batch into frames. One thread at a time. */
final class Encoder {
  /*
   * A series is defined in the frame that carries it first, and goes by a number until the frame
   * that carries its end. The frames form a chain, so no later frame is applied before these, and
   * the next series may have the number. One that began and ended since the last frame needs none.
   *
   * The origin holds what earlier incarnations of this worker have delivered. It is empty unless
   * the aggregator took the worker for dead while it was only stopped.
   */
  private final LogLimiter log = new LogLimiter(Loggers.WORKER);
  private final SeriesNumbers numbers = new SeriesNumbers();
  private final Map<SeriesId, Series> origin = new HashMap<>();
  private final int maxFrameBytes;
  private WorkerIdentity identity;

  /** The aggregator that takes fields of series that are defined already; null for none. */
  private @Nullable Id takesFields;

  Encoder(WorkerIdentity identity, int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    this.identity = identity;
  }

  WorkerIdentity identity() {
    return identity;
  }

  void takesFields(Id aggregator) {
    takesFields = aggregator;
  }

  void forgetDefinitions() {
    numbers.clear();
  }

  /** How many series have a number. */
  int numbered() {
    return numbers.size();
  }

  /** Counts from here on under a new incarnation. */
  void rebirth(List<Series> acked, @Nullable Batch batch) {
    acked.forEach(this::delivered);
    if (batch != null) {
      for (Change change : batch.deliveredChanges()) {
        if (change.lives()) {
          delivered(change.series());
        } else {
          forget(change.series());
        }
      }
    }
    identity = identity.reborn();
  }

  private void delivered(Series series) {
    if (series.kind().accumulates()) {
      origin.put(series.id(), series);
    }
  }

  /** A series has ended, and is not asked for again. */
  void forget(Series ended) {
    Series known = origin.get(ended.id());
    if (known != null && ended.continues(known)) {
      origin.remove(ended.id());
    }
  }

  /** The next frame of a batch, null when nothing is left. */
  @Nullable Outgoing build(Id state, Batch batch, long base, long seq) {
    List<Change> changes = batch.changes();
    if (batch.isEncoded()) {
      return null;
    }
    // If a frame failed half-way, such as for want of memory, what it would have defined is not.
    numbers.rollBack();
    FrameBuilder frame = new FrameBuilder(state, identity, base, seq, maxFrameBytes);
    int position = batch.encoded();
    while (position < changes.size()) {
      if (add(frame, changes.get(position), state.equals(takesFields))) {
        position++;
      } else if (frame.isEmpty()) {
        log.warn(
            "series '"
                + abbreviated(changes.get(position).id())
                + "' is not sent: its name and tags do not fit into a frame of "
                + maxFrameBytes
                + " bytes; shorten them",
            null);
        position++;
      } else {
        break;
      }
    }
    boolean goodbye = batch.wantsGoodbyeAfter(position);
    Outgoing built = new Outgoing(seq, frame.build(goodbye), position, goodbye);
    batch.encoded(position, goodbye);
    numbers.commit();
    return built;
  }

  private boolean add(FrameBuilder frame, Change change, boolean fields) {
    Series series = change.series();
    int number = numbers.of(series);
    Exemplars exemplars = fields ? change.exemplars() : Exemplars.none();
    if (!change.lives()) {
      return end(frame, change, number, exemplars);
    }
    MetricValue delivered = origin(series);
    if (number >= 0) {
      Cell sent = CellValues.cell(number, series.value(), change.before(), delivered);
      return add(frame, number, exemplars, sent);
    }
    int free = numbers.free();
    if (free == Wire.MAX_ID) {
      log.warn("series beyond " + Wire.MAX_ID + " at once are not sent; remove some", null);
      return true;
    }
    MetricValue whole = CellValues.since(series.value(), delivered);
    if (!define(frame, new Cell(free, CellValues.definition(series), whole), change)) {
      return false;
    }
    numbers.give(series, free);
    return true;
  }

  /** Exemplars that fit into no frame beside the rest of their series are left out. */
  private static boolean add(
      FrameBuilder frame, int number, Exemplars exemplars, @Nullable Cell cell) {
    if (!exemplars.isEmpty()) {
      boolean added = frame.add(Cell.exemplars(number, exemplars), cell);
      if (added || !frame.isEmpty()) {
        return added;
      }
    }
    return cell == null || frame.add(cell);
  }

  private static boolean define(FrameBuilder frame, Cell cell, Change change) {
    return frame.add(cell.with(change.exemplars())) || (frame.isEmpty() && frame.add(cell));
  }

  private boolean end(FrameBuilder frame, Change change, int number, Exemplars exemplars) {
    Series series = change.series();
    MetricValue delivered = origin(series);
    if (number < 0) {
      if (change.end() == 0) {
        return true;
      }
      MetricValue whole = CellValues.since(series.value(), delivered);
      Cell brief = new Cell(0, CellValues.definition(series), whole).ended(change.end());
      return define(frame, brief, change);
    }
    Cell last =
        change.end() == 0
            ? null
            : CellValues.cell(number, series.value(), change.before(), delivered);
    Cell ended = last == null ? Cell.ended(number, change.end()) : last.ended(change.end());
    if (!add(frame, number, exemplars, ended)) {
      return false;
    }
    numbers.take(series);
    return true;
  }

  private @Nullable MetricValue origin(Series series) {
    Series known = origin.get(series.id());
    return known == null || !series.continues(known) ? null : known.value();
  }

  private static String abbreviated(SeriesId id) {
    String text = id.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
