package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.Snapshot;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.SeriesDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drops the series that no worker has had for a while. The I/O thread. */
public final class SeriesExpiry {
  /*
   * Only a worker that has not ended can change a series: it has it, or had it taken from its black
   * box just before it was retired. So a series that no worker has had for the time has not
   * changed for the time either, and no value needs to be looked at. Who has what is looked at a
   * few times in that time, and when a worker is retired; as a worker may have had a series
   * since the last look, one interval is waited on top.
   *
   * What a worker has not got any more because it was removed there is its worker's no longer.
   * A worker that brings an expired series back gets a new one: the old instrument is forgotten.
   */
  private static final int LOOKS = 8;
  private static final long LONGEST_INTERVAL_NANOS = 60_000_000_000L;

  private final long afterNanos;
  private final long intervalNanos;
  private final AggregateRegistry totals;
  private final Workers workers;
  private final Checkpoints checkpoints;
  private final @Nullable Relay relay;
  private final Counter expired;
  private final Map<SeriesId, Long> lastHeld = new HashMap<>();
  private long nextNanos;

  /**
   * Begins to watch.
   *
   * @param afterNanos 0 keeps everything
   * @param relay must have passed a series on before it is forgotten; null where there is none
   */
  public SeriesExpiry(
      long afterNanos,
      AggregateRegistry totals,
      Workers workers,
      Checkpoints checkpoints,
      @Nullable Relay relay) {
    this.relay = relay;
    this.afterNanos = afterNanos;
    this.intervalNanos = Math.min(afterNanos / LOOKS, LONGEST_INTERVAL_NANOS);
    this.totals = totals;
    this.workers = workers;
    this.checkpoints = checkpoints;
    expired = totals.registry().counter("tapes.series.expired");
    if (afterNanos > 0) {
      workers.onEnd(this::held);
      workers.onGone(this::held);
    }
  }

  /** What an aggregator of the past had counted; the time begins now. */
  void restored(Checkpoint checkpoint, long now) {
    if (afterNanos > 0) {
      checkpoint.totals().forEach(cell -> held(cell.definition(), now));
      checkpoint.ended().forEach(gauge -> held(gauge.definition(), now));
    }
  }

  private void held(@Nullable SeriesDescriptor definition, long now) {
    if (definition != null) {
      held(definition.series(), now);
    }
  }

  private void held(WorkerEntry worker, long now) {
    worker.forEachSeries(id -> held(id, now));
  }

  private void held(SeriesId id, long now) {
    // Some are this aggregator's own as well; and where all beyond the limit goes belongs to none.
    if (!id.name().startsWith("tapes.")
        && id.tags().value("tapes.overflow").filter("true"::equals).isEmpty()) {
      lastHeld.put(id, now);
    }
  }

  void tick(long now) {
    if (afterNanos == 0 || now < nextNanos) {
      return;
    }
    nextNanos = now + intervalNanos;
    workers.all().forEach(worker -> held(worker, now));
    List<SeriesId> due = new ArrayList<>();
    lastHeld.forEach(
        (id, since) -> {
          if (now - since >= afterNanos + intervalNanos) {
            due.add(id);
          }
        });
    keepWhatIsNotPassedOn(due);
    due.forEach(lastHeld::remove);
    int gone = totals.expire(due) + totals.expireEnded(now, afterNanos);
    if (gone == 0) {
      return;
    }
    expired.increment(gone);
    checkpoints.changed();
  }

  /** What the aggregator above does not have for good would be missing there for ever. */
  private void keepWhatIsNotPassedOn(List<SeriesId> due) {
    Relay to = relay;
    if (to == null || due.isEmpty()) {
      return;
    }
    Snapshot now = totals.snapshot();
    due.removeIf(
        id ->
            now.series(id)
                .filter(one -> one.value().shape() != Shape.LEVEL && !to.hasPassedOn(one))
                .isPresent());
  }
}
