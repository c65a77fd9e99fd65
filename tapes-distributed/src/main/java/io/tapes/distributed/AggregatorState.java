package io.tapes.distributed;

import io.tapes.Counter;
import io.tapes.LogLimiter;
import io.tapes.Registry;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The aggregator's side of the protocol, without sockets, clocks or threads. The I/O thread. */
final class AggregatorState {
  /*
   * A frame is applied if and only if base ≤ applied < seq. Its cells are absolute values, so the
   * sinks turn them into differences; a frame that comes twice, late or out of order finds applied
   * at or above its seq, or below its base, and changes nothing. Either way the worker is told how
   * far it got.
   */
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(RegistryAggregator.class));
  private final Id id;
  private final Totals totals;
  private final Workers workers;
  private final int maxSeriesPerWorker;
  private final Map<Id, Acknowledgements.Entry> pending = new LinkedHashMap<>();
  private final Counter frames;
  private final Counter rejected;
  private final Counter stale;
  private final Counter conflicts;

  AggregatorState(Id id, Totals totals, Workers workers, int maxSeriesPerWorker) {
    this.id = id;
    this.totals = totals;
    this.workers = workers;
    this.maxSeriesPerWorker = maxSeriesPerWorker;
    Registry registry = totals.registry();
    frames = registry.counter("tapes.frames");
    rejected = registry.counter("tapes.frames.rejected");
    stale = registry.counter("tapes.frames.stale");
    conflicts = registry.counter("tapes.conflicts");
    // Counted by the workers in their own registries; here so that they are shown from the start.
    registry.counter("tapes.resyncs");
    registry.counter("tapes.resends");
  }

  Id id() {
    return id;
  }

  /** Takes one message of a peer, whatever it is. */
  void receive(byte[] message, long now) {
    Frame frame;
    try {
      frame = Frame.decode(message);
    } catch (MalformedFrameException e) {
      reject(String.valueOf(e.getMessage()));
      return;
    }
    if (frame.state().equals(id)) {
      receive(frame, now);
    } else {
      stale.increment();
    }
  }

  private void receive(Frame frame, long now) {
    Id incarnation = frame.worker().incarnation();
    Long lastSeq = workers.retired(incarnation);
    if (lastSeq != null) {
      stale.increment();
      acknowledge(new Acknowledgements.Entry(incarnation, lastSeq, true));
      return;
    }
    WorkerEntry worker = workers.find(incarnation);
    if (worker == null) {
      if (frame.base() > 0) {
        // Either its first frames were lost, and they will come again, or it was forgotten. Only a
        // heartbeat tells: its base is what this aggregator acknowledged once.
        if (frame.isHeartbeat()) {
          acknowledge(new Acknowledgements.Entry(incarnation, frame.base(), true));
        }
        return;
      }
      worker = workers.add(frame.worker(), now);
      if (worker == null) {
        return;
      }
    }
    workers.heard(worker, now);
    if (frame.isHeartbeat()) {
      if (frame.seq() == worker.applied()) {
        return;
      }
    } else if (!worker.accepts(frame)) {
      stale.increment();
    } else if (!worker.understands(frame, maxSeriesPerWorker)) {
      reject("it does not fit to the frames before it");
      return;
    } else {
      apply(worker, frame);
    }
    acknowledge(new Acknowledgements.Entry(incarnation, worker.applied(), false));
  }

  private void apply(WorkerEntry worker, Frame frame) {
    int leftOut = worker.apply(frame, maxSeriesPerWorker, totals::sink);
    frames.increment();
    if (leftOut > 0) {
      conflicts.increment(leftOut);
      log.warn(
          worker.identity()
              + " has more than "
              + maxSeriesPerWorker
              + " series; those beyond are left out",
          null);
    }
    if (frame.goodbye()) {
      workers.retire(worker, false);
    }
  }

  private void reject(String why) {
    rejected.increment();
    log.warn("a message is dropped: " + why, null);
  }

  private void acknowledge(Acknowledgements.Entry entry) {
    pending.put(entry.incarnation(), entry);
  }

  /** The messages that tell the workers how far they got since the last call. */
  List<byte[]> acknowledgements() {
    if (pending.isEmpty()) {
      return List.of();
    }
    List<Acknowledgements.Entry> entries = new ArrayList<>(pending.values());
    pending.clear();
    List<byte[]> messages = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += Acknowledgements.MAX_ENTRIES) {
      int to = Math.min(entries.size(), from + Acknowledgements.MAX_ENTRIES);
      messages.add(new Acknowledgements(id, entries.subList(from, to)).encode());
    }
    return messages;
  }
}
