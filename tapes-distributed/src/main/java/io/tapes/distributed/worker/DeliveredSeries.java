package io.tapes.distributed.worker;

import io.tapes.EndedSeries;
import io.tapes.LastValues;
import io.tapes.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The series as the aggregator has acknowledged them, and the batch under way that changes them.
 * One thread at a time; any thread reads what is {@link #safe}.
 */
final class DeliveredSeries {
  /*
   * A batch is what changed between the last snapshot that is acknowledged in full and a newer
   * one. There is one batch at a time, and while its frames are under way the worker takes no
   * snapshot: changes accumulate in the instruments, which is all the memory that an absent
   * aggregator costs, apart from a window of frames.
   *
   * The last value of a series that ended is kept until a frame with it is acknowledged as safe: an
   * aggregator that was killed and comes back with a state file may have forgotten what it had
   * applied. Who has the frame already knows the value by the number of its end.
   */
  private final LastValues lastValues;
  private final Encoder encoder;
  private final SafePoint safePoint = new SafePoint();
  private List<Series> acked = List.of();

  /** The number of the last end that this aggregator was sent in a batch that is acknowledged. */
  private long ackedEnds;

  /** The same with the batch that is under way. */
  private long batchEnds;

  private @Nullable Batch batch;

  DeliveredSeries(LastValues lastValues, Encoder encoder) {
    this.lastValues = lastValues;
    this.encoder = encoder;
  }

  /** The batch under way; null when a new one may {@linkplain #begin begin}. */
  @Nullable Batch batch() {
    return batch;
  }

  /** The series as the aggregator has them for good, whichever process is killed. Any thread. */
  List<Series> safe() {
    return safePoint.series();
  }

  /**
   * Begins a batch of what changed since the last one, and what has ended since.
   *
   * @param now all series of the registry, read just now
   * @param goodbye whether the batch ends with it
   * @return false if there is nothing to send
   */
  boolean begin(List<Series> now, boolean goodbye) {
    List<EndedSeries> ended = unsentEnds();
    SnapshotDiff diff = SnapshotDiff.of(acked, now, ended);
    Batch next = new Batch(diff.series(), diff.changes(), goodbye);
    batchEnds = ended.isEmpty() ? ackedEnds : ended.get(ended.size() - 1).number();
    if (next.changes().isEmpty() && !goodbye) {
      acked = diff.series();
      return false;
    }
    batch = next;
    return true;
  }

  private List<EndedSeries> unsentEnds() {
    List<EndedSeries> pending = lastValues.pending();
    int from = 0;
    while (from < pending.size() && pending.get(from).number() <= ackedEnds) {
      from++;
    }
    return pending.subList(from, pending.size());
  }

  /** The aggregator has applied so many changes of the batch. */
  void applied(int changes) {
    Batch of = batch;
    if (of != null && changes > 0) {
      of.delivered(changes);
    }
  }

  /**
   * Ends the batch if it went into frames as a whole.
   *
   * @param seq the number of its last frame; all frames are acknowledged
   * @return whether it has ended
   */
  boolean finish(long seq) {
    Batch of = batch;
    if (of == null || !of.isEncoded()) {
      return false;
    }
    acked = of.series();
    ackedEnds = batchEnds;
    safePoint.acknowledged(seq, ackedEnds, acked);
    batch = null;
    return true;
  }

  /** The aggregator remembers the frames up to that number even after it was killed. */
  void remembered(long seq) {
    if (safePoint.reaches(seq)) {
      forgetEnds(safePoint.ends());
    }
  }

  /** What the aggregator has applied is counted there for good, under this incarnation. */
  void rebirth() {
    forgetEnds(appliedEnds());
    encoder.rebirth(acked, batch);
  }

  private long appliedEnds() {
    long ends = ackedEnds;
    Batch of = batch;
    if (of != null) {
      for (SnapshotDiff.Change change : of.deliveredChanges()) {
        ends = Math.max(ends, change.end());
      }
    }
    return ends;
  }

  /** No aggregator asks for these again. */
  private void forgetEnds(long number) {
    for (EndedSeries one : lastValues.pending()) {
      if (one.number() <= number) {
        encoder.forget(one.series());
      }
    }
    lastValues.delivered(number);
  }

  /** The aggregator has nothing of this worker, or is another one. */
  void clear() {
    acked = List.of();
    ackedEnds = 0;
    safePoint.forget();
    batch = null;
  }
}
