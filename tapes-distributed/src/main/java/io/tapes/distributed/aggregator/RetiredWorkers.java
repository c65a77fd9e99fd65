package io.tapes.distributed.aggregator;

import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Id;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workers that ended lately. The I/O thread only. */
final class RetiredWorkers {
  /*
   * Copies of a worker's last frames may still arrive after it was retired. Without a memory
   * they would look like those of a new worker. No worker waits longer than an hour for the answer
   * to its goodbye, so that is how long it is remembered; and the memory is bounded. Who says
   * goodbye under ever new incarnations must not make it forget the others: it is not emptied
   * faster than within a minute, and no workers are added as long as it is full of younger ones.
   */
  static final int CAPACITY = 100_000;

  private static final long KEEP_AT_LEAST_NANOS = 60_000_000_000L;
  private static final long KEEP_NANOS = 3_600_000_000_000L;

  /** Why a worker is no longer kept. */
  enum Reason {
    /** It said goodbye. */
    COMPLETE,
    /** Its process is gone. */
    DEAD,
    /** It was silent for too long, or had to make room; it may come back. */
    FORGOTTEN
  }

  /**
   * One that has ended.
   *
   * @param seq the last sequence number that was applied
   * @param reason why it is no longer kept
   * @param checkpoint the number of the first checkpoint that contains it
   * @param nanos when that was
   */
  record Ended(long seq, Reason reason, long checkpoint, long nanos) {
    Acknowledgements.Status status() {
      return reason == Reason.COMPLETE
          ? Acknowledgements.Status.COMPLETE
          : Acknowledgements.Status.RETIRED;
    }
  }

  private final Map<Id, Ended> ended = new LinkedHashMap<>();

  void add(Id incarnation, Ended worker) {
    ended.put(incarnation, worker);
    if (ended.size() > CAPACITY) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** Whether adding one would forget another that ended just now. */
  boolean isFull(long now) {
    return ended.size() >= CAPACITY
        && now - ended.values().iterator().next().nanos() < KEEP_AT_LEAST_NANOS;
  }

  @Nullable Ended find(Id incarnation) {
    return ended.get(incarnation);
  }

  void tick(long now) {
    for (Iterator<Ended> oldest = ended.values().iterator(); oldest.hasNext(); ) {
      if (now - oldest.next().nanos() < KEEP_NANOS) {
        return;
      }
      oldest.remove();
    }
  }

  /** Those that must not be counted again after a restart. */
  List<Checkpoint.Retired> toKeep() {
    List<Checkpoint.Retired> all = new ArrayList<>();
    ended.forEach(
        (incarnation, worker) -> {
          if (worker.reason() != Reason.FORGOTTEN) {
            all.add(new Checkpoint.Retired(incarnation, worker.reason() == Reason.COMPLETE));
          }
        });
    return all;
  }
}
