package io.tapes.distributed.aggregator;

import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Acknowledgements.Entry;
import io.tapes.distributed.wire.Id;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the aggregator has to tell its workers. The I/O thread only. */
final class PendingAcks {
  /*
   * A message goes to all workers, and each has to look at it. So answers are collected: for a part
   * of the time that a worker takes between two frames, which it does not notice, as it looks for
   * the answer before it makes the next one; and the longer, the more workers there are. Who waits
   * in close() is answered at once.
   *
   * An answer may have to wait for a checkpoint besides: what it says must be on the disk.
   */
  private static final long LONGEST_NANOS = 60_000_000L;
  private static final long NANOS_PER_WORKER = 3_000_000L;

  private record Held(Entry entry, long checkpoint) {}

  private final Checkpoints checkpoints;
  private final Map<Id, Entry> pending = new LinkedHashMap<>();
  private final Map<Id, Held> held = new LinkedHashMap<>();
  private long dueNanos = Long.MAX_VALUE;

  PendingAcks(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** How long the answer to a frame may take, given how long the frame before it was ago. */
  static long patience(long nanosBetweenFrames, int workers) {
    return Math.min(Math.min(LONGEST_NANOS, NANOS_PER_WORKER * workers), nanosBetweenFrames / 4);
  }

  /** Says it at that time, or earlier. */
  void giveUntil(long nanos, Entry entry) {
    pending.put(entry.worker(), entry);
    dueNanos = Math.min(dueNanos, nanos);
  }

  /** Says it as soon as the checkpoint of that number is on the disk. */
  void giveAfter(long checkpoint, Entry entry) {
    if (checkpoints.isReached(checkpoint)) {
      giveUntil(0, entry);
    } else {
      held.put(entry.worker(), new Held(entry, checkpoint));
    }
  }

  /** When there will be something to say; far away if there is nothing. */
  long dueNanos() {
    release();
    return dueNanos;
  }

  private void release() {
    if (!held.isEmpty()) {
      for (Iterator<Held> waiting = held.values().iterator(); waiting.hasNext(); ) {
        Held next = waiting.next();
        if (checkpoints.isReached(next.checkpoint())) {
          giveUntil(0, next.entry());
          waiting.remove();
        }
      }
    }
  }

  /**
   * The messages that say all there is to say now.
   *
   * @param state the aggregator's state id
   */
  List<byte[]> messages(Id state) {
    release();
    dueNanos = Long.MAX_VALUE;
    if (pending.isEmpty()) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>(pending.values());
    pending.clear();
    List<byte[]> messages = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += Acknowledgements.MAX_ENTRIES) {
      int to = Math.min(entries.size(), from + Acknowledgements.MAX_ENTRIES);
      messages.add(new Acknowledgements(state, entries.subList(from, to)).encode());
    }
    return messages;
  }
}
