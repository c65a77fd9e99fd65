package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.GaugeValue;
import io.tapes.LogLimiter;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.distributed.SnapshotDiff.Change;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValue;
import io.tapes.distributed.wire.Definition;
import io.tapes.distributed.wire.FrameBuilder;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Turns the changes of a batch into frames. One thread at a time. */
final class Encoder {
  /*
   * A series is defined in the frame that carries it first, and goes by a number from then on.
   * The frames form a chain, so no later frame is applied before the one with the definition.
   *
   * The origin holds what earlier incarnations of this worker have delivered. It is empty unless
   * the aggregator took the worker for dead while it was only stopped.
   */
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(DistributedRegistry.class));
  private final Map<SeriesId, Integer> ids = new HashMap<>();
  private final Map<SeriesId, MetricValue> origin = new HashMap<>();
  private final int maxFrameBytes;
  private WorkerIdentity identity;
  private int nextId;

  /** How many numbers stand in frames that were built. */
  private int defined;

  Encoder(WorkerIdentity identity, int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    this.identity = identity;
  }

  WorkerIdentity identity() {
    return identity;
  }

  void forgetDefinitions() {
    ids.clear();
    nextId = 0;
    defined = 0;
  }

  /** Counts from here on under a new incarnation. */
  void rebirth(List<Series> acked, @Nullable Batch batch) {
    for (Series series : acked) {
      origin.put(series.id(), series.value());
    }
    if (batch != null) {
      for (Change change : batch.deliveredChanges()) {
        MetricValue value = change.value();
        if (value == null) {
          origin.remove(change.id());
        } else {
          origin.put(change.id(), value);
        }
      }
    }
    identity = identity.reborn();
  }

  /** The next frame of a batch, null when nothing is left. */
  @Nullable Outgoing build(Id state, Batch batch, long base, long seq) {
    List<Change> changes = batch.changes();
    if (batch.isEncoded()) {
      return null;
    }
    if (nextId != defined) {
      // A frame failed half-way, such as for want of memory, and with it what it would have
      // defined.
      ids.values().removeIf(id -> id >= defined);
      nextId = defined;
    }
    FrameBuilder frame = new FrameBuilder(state, identity, base, seq, maxFrameBytes);
    int position = batch.encoded();
    while (position < changes.size()) {
      if (add(frame, changes.get(position))) {
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
    defined = nextId;
    return built;
  }

  private boolean add(FrameBuilder frame, Change change) {
    Integer known = ids.get(change.id());
    MetricValue value = change.value();
    if (value == null) {
      origin.remove(change.id());
      return known == null || frame.add(new Cell(known, null, new CellValue.Withdrawn()));
    }
    MetricValue delivered = origin.get(change.id());
    if (known != null) {
      CellValue sent = CellValues.of(value, change.before(), delivered);
      return sent == null || frame.add(new Cell(known, null, sent));
    }
    Aggregation aggregation =
        value instanceof GaugeValue gauge ? gauge.aggregation() : Aggregation.LIVE_SUM;
    Definition definition = new Definition(change.id(), value.type(), aggregation);
    if (nextId == Wire.MAX_ID
        || !frame.add(new Cell(nextId, definition, CellValues.of(value, delivered)))) {
      return false;
    }
    ids.put(change.id(), nextId++);
    return true;
  }

  private static String abbreviated(SeriesId id) {
    String text = id.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
