package io.tapes.distributed.aggregator;

import io.tapes.distributed.box.Lineage;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Acknowledgements.Entry;
import io.tapes.distributed.wire.Acknowledgements.Status;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.support.LogLimiter;
import java.util.ArrayList;
import java.util.List;

/** The aggregator's side of the protocol, without sockets, clocks or threads. The I/O thread. */
public final class AggregatorState {
  /*
   * A frame is applied if and only if base ≤ applied < seq. Its cells are absolute values, so the
   * appliers turn them into differences; a frame that comes twice, late or out of order finds applied
   * at or above its seq, or below its base, and changes nothing. Either way the worker is told how
   * far it got.
   */
  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private Id id;
  private final AggregateRegistry totals;
  private final Workers workers;
  private final int maxSeriesPerWorker;
  private final PendingAcks answers;
  private final Checkpoints checkpoints;
  private Id lineage = Id.random();
  private long run;
  private final FrameCounters counters;

  public AggregatorState(
      Id id,
      AggregateRegistry totals,
      Workers workers,
      Checkpoints checkpoints,
      int maxSeriesPerWorker) {
    this.id = id;
    this.totals = totals;
    this.workers = workers;
    this.checkpoints = checkpoints;
    this.answers = new PendingAcks(checkpoints);
    this.maxSeriesPerWorker = maxSeriesPerWorker;
    this.counters = FrameCounters.in(totals.registry());
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
      counters.stale().increment();
    }
  }

  private void receive(Frame frame, long now) {
    Id incarnation = frame.worker().incarnation();
    RetiredWorkers.Ended ended = workers.retired(incarnation);
    if (ended != null) {
      counters.stale().increment();
      answers.giveAfter(
          ended.checkpoint(),
          new Entry(incarnation.disclosed(), ended.seq(), ended.seq(), ended.status()));
      return;
    }
    WorkerEntry worker = workers.find(incarnation);
    if (worker == null) {
      if (frame.base() > 0) {
        // Either its first frames were lost, and they will come again, or it was forgotten. Only a
        // heartbeat tells: its base is what this aggregator acknowledged once.
        if (frame.isHeartbeat()) {
          answers.giveAfter(0, new Entry(incarnation.disclosed(), frame.base(), 0, Status.RETIRED));
        }
        return;
      }
      worker = workers.add(frame.worker(), now);
      if (worker == null) {
        return;
      }
    }
    if (totals.budget().isExhausted() && !frame.cells().isEmpty()) {
      // Not answered, so it comes again, when something has gone perhaps.
      totals.budget().refuse();
      return;
    }
    long patience = PendingAcks.patience(now - worker.heardNanos(), workers.living());
    workers.heard(worker, now);
    if (frame.isHeartbeat()) {
      boolean told = worker.safe().isTold(worker.applied(), checkpoints);
      if (frame.seq() == worker.applied() && told) {
        return;
      }
    } else if (!worker.accepts(frame)) {
      counters.stale().increment();
    } else if (!worker.understands(frame, maxSeriesPerWorker)) {
      reject("it does not fit to the frames before it");
      return;
    } else if (!apply(worker, frame)) {
      return;
    } else if (frame.goodbye()) {
      long checkpoint = checkpoints.request();
      workers.retire(worker, RetiredWorkers.Reason.COMPLETE, now, checkpoint);
      answers.giveAfter(
          checkpoint,
          new Entry(incarnation.disclosed(), worker.applied(), worker.applied(), Status.COMPLETE));
      return;
    }
    long safe = worker.safe().tell(worker.applied(), checkpoints);
    answers.giveUntil(
        now + patience, new Entry(incarnation.disclosed(), worker.applied(), safe, Status.LIVING));
  }

  /** Returns false for what only a peer sends that is no worker. */
  private boolean apply(WorkerEntry worker, Frame frame) {
    try {
      leftOut(worker, worker.apply(frame, maxSeriesPerWorker, totals.appliers()));
    } catch (IllegalArgumentException e) {
      reject(String.valueOf(e.getMessage()));
      return false;
    }
    counters.frames().increment();
    checkpoints.changed();
    return true;
  }

  private void leftOut(WorkerEntry worker, int series) {
    if (series > 0) {
      counters.conflicts().increment(series);
      log.warn(
          worker.identity()
              + " has more than "
              + maxSeriesPerWorker
              + " series at once; those beyond are left out",
          null);
    }
  }

  /**
   * Takes what a worker whose process has ended left behind.
   *
   * @param cells all its series, as they were at its end
   * @return the number of the checkpoint after which that cannot be lost any more
   */
  long recover(WorkerIdentity identity, List<Cell> cells, long now) {
    WorkerEntry worker = workers.find(identity.incarnation());
    if (worker == null) {
      worker = workers.add(identity, now);
      if (worker == null) {
        return -1;
      }
    }
    leftOut(worker, worker.recover(cells, maxSeriesPerWorker, totals.appliers()));
    long checkpoint = checkpoints.request();
    workers.retire(worker, RetiredWorkers.Reason.DEAD, now, checkpoint);
    return checkpoint;
  }

  /** Identifies the sums, through all restarts. */
  Id lineage() {
    return lineage;
  }

  /** How often a new process has taken up the sums again. */
  long run() {
    return run;
  }

  /** What must survive the end of this process. */
  Checkpoints.Content content() {
    return new Checkpoints.Content(checkpoint(), totals.snapshot());
  }

  private Checkpoint checkpoint() {
    List<Checkpoint.Worker> living = new ArrayList<>();
    for (WorkerEntry worker : workers.all()) {
      living.add(worker.checkpoint());
    }
    return new Checkpoint(
        lineage, run, totals.cells(), totals.endedGauges(), living, workers.retiredToKeep());
  }

  /** Is the next run of an aggregator of the past. Before {@link #begin}. */
  public void succeed(Checkpoint checkpoint) {
    lineage = checkpoint.lineage();
    run = checkpoint.run() + 1;
  }

  /** Brings back what an aggregator of the past had. Once, before the first frame. */
  void restore(Checkpoint checkpoint, long now) {
    totals.restore(checkpoint);
    for (Checkpoint.Retired worker : checkpoint.retired()) {
      workers.restore(worker, now);
    }
    for (Checkpoint.Worker worker : checkpoint.workers()) {
      WorkerEntry entry = workers.restore(worker, now);
      for (Cell cell : worker.cells()) {
        entry.restore(cell, totals.appliers());
      }
    }
  }

  /**
   * Draws the state id, when it is known whom this one succeeds and before any worker hears of it.
   *
   * @param kept whether there is a state file
   */
  void begin(boolean kept) {
    id = Lineage.begin(lineage, kept);
  }

  private void reject(String why) {
    counters.rejected().increment();
    log.warn("a message is dropped: " + why, null);
  }

  /** When {@link #acknowledgements} has something to say; far away if there is nothing. */
  long answersDueNanos() {
    return answers.dueNanos();
  }

  /** The messages that tell the workers how far they got since the last call. */
  List<byte[]> acknowledgements() {
    return answers.messages(id);
  }
}
