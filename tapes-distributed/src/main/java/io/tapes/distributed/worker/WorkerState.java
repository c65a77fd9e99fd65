package io.tapes.distributed.worker;

import io.tapes.EndedSeries;
import io.tapes.LastValues;
import io.tapes.Series;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.FrameBuilder;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The worker's side of the protocol, without sockets, clocks or threads. One thread at a time. */
public final class WorkerState {
  /*
   * A batch is what changed between the last snapshot that is acknowledged in full and a newer
   * one. Its frames form a chain: each builds on the sequence number to which the one before it
   * leads. There is one batch at a time, and while its frames are under way the worker takes no
   * snapshot: changes accumulate in the instruments, which is all the memory that an absent
   * aggregator costs, apart from a window of frames.
   *
   * Frames that are not acknowledged in time are sent again as they are, from the first that is
   * missing. They keep their numbers and contents, so whichever copy arrives, and whichever
   * acknowledgement is lost, both sides mean the same by a number. Building a fresh batch instead
   * would be wrong: a gauge that went up and back since would seem unchanged, while the aggregator
   * may have applied the frame that says 'up'.
   *
   * A new state id means an aggregator that knows nothing: everything is sent again. The state id
   * that is known already means that connections broke: resume after the last acknowledgement.
   *
   * The last value of a series that ended is kept until a frame with it is acknowledged as safe: an
   * aggregator that was killed and comes back with a state file may have forgotten what it had
   * applied. Who has the frame already knows the value by the number of its end.
   *
   * Answers go to everybody, so they show a hash of the incarnation. If one says nevertheless what
   * this worker has given no cause for, somebody else has spoken for it: that it said goodbye, or
   * got further than it ever sent. It goes on under an incarnation that is its own again.
   *
   * A durable worker comes back under its incarnation, in another run. Frames of the run before may
   * still be under way, and the aggregator may have applied any number of them: no number may mean
   * a frame of the one run here and of the other there. So each run has numbers of its own, above
   * all of the runs before.
   */
  private static final int RUN_BITS = 32;

  private static final int WINDOW = 8;
  private static final int MAX_BACKOFF = 3;

  private final long resendNanos;
  private final long heartbeatNanos;
  private final Encoder encoder;
  private final long firstSeq;
  private final LastValues lastValues;

  /** Has room for all from the beginning: what was built and numbered is never dropped. */
  private final List<Outgoing> window = new ArrayList<>(WINDOW);

  private @Nullable Id state;
  private int sent;
  private long seq;
  private long ackedSeq;
  private List<Series> acked = List.of();

  /** The number of the last end that this aggregator was sent in a batch that is acknowledged. */
  private long ackedEnds;

  /** The same with the batch that is under way. */
  private long batchEnds;

  private final SafePoint safePoint = new SafePoint();
  private @Nullable Batch batch;
  private boolean done;
  private boolean ending;
  private boolean saidGoodbye;

  /** By which answers call this worker. */
  private Id answered;

  /** Whether the next frame defines everything anew, whatever its number. */
  private boolean anew = true;

  private long lastProgressNanos;
  private long lastSentNanos;
  private int backoff;
  private long resends;
  private long resyncs;

  public WorkerState(
      WorkerIdentity identity,
      long run,
      long resendNanos,
      long heartbeatNanos,
      int maxFrameBytes,
      LastValues lastValues) {
    this.lastValues = lastValues;
    this.encoder = new Encoder(identity, maxFrameBytes);
    this.answered = identity.incarnation().disclosed();
    this.firstSeq = run << RUN_BITS;
    this.seq = firstSeq;
    this.resendNanos = resendNanos;
    this.heartbeatNanos = heartbeatNanos;
  }

  public WorkerIdentity identity() {
    return encoder.identity();
  }

  /** How many frames were sent again because no acknowledgement came. */
  long resends() {
    return resends;
  }

  /** How often everything was sent again because the aggregator was a new one. */
  long resyncs() {
    return resyncs;
  }

  /** Whether the goodbye is acknowledged: the aggregate has everything. */
  public boolean isDone() {
    return done;
  }

  /** An aggregator asks for frames. */
  public void subscribed(Id newState, long now) {
    if (newState.equals(state)) {
      rewind(now);
      return;
    }
    if (state != null) {
      resyncs++;
    }
    state = newState;
    forgetDelivered();
    lastSentNanos = now - heartbeatNanos;
  }

  /** Whether the worker is ready to send a new snapshot: see {@link #flush}. */
  public boolean wantsSnapshot() {
    return state != null && batch == null && !done;
  }

  /** Whether all there is to send was sent, so that nothing is to be done before the next flush. */
  boolean isSent() {
    return state != null && sent == window.size() && (batch == null || batch.isEncoded());
  }

  /** How many series have a number at the aggregator, or will have. */
  public int numbered() {
    return encoder.numbered();
  }

  /** The series as the aggregator has them for good, whoever is killed. Any thread. */
  List<Series> safe() {
    return safePoint.series();
  }

  /**
   * Begins to send what changed since the last snapshot, and what has ended since.
   *
   * @param now all series of the registry, read just now
   * @param last whether no further snapshot will come: the goodbye follows
   */
  public void flush(List<Series> now, boolean last) {
    if (wantsSnapshot()) {
      // Who comes back after a restart says no goodbye.
      boolean goodbye = last && !identity().durable();
      List<EndedSeries> ended = unsentEnds();
      SnapshotDiff diff = SnapshotDiff.of(acked, now, ended);
      Batch next = new Batch(diff.series(), diff.changes(), goodbye);
      batchEnds = ended.isEmpty() ? ackedEnds : ended.get(ended.size() - 1).number();
      ending = last;
      if (next.changes().isEmpty() && !goodbye) {
        acked = diff.series();
        done = last;
      } else {
        batch = next;
      }
    }
  }

  private List<EndedSeries> unsentEnds() {
    List<EndedSeries> pending = lastValues.pending();
    int from = 0;
    while (from < pending.size() && pending.get(from).number() <= ackedEnds) {
      from++;
    }
    return pending.subList(from, pending.size());
  }

  /**
   * The frame to be sent next.
   *
   * @return null when there is none; otherwise the same until {@link #sent} is called
   */
  public byte @Nullable [] next(long now) {
    Id to = state;
    if (to == null || done) {
      return null;
    }
    if (sent > 0 && now - lastProgressNanos >= resendNanos << backoff) {
      resends += sent;
      backoff = Math.min(backoff + 1, MAX_BACKOFF);
      rewind(now);
    }
    Batch from = batch;
    if (sent == window.size() && window.size() < WINDOW && from != null) {
      Outgoing built = encoder.build(to, from, anew ? 0 : seq, seq + 1);
      if (built != null) {
        anew = false;
        seq = built.seq();
        window.add(built);
      }
      finishBatch();
    }
    if (sent < window.size()) {
      return window.get(sent).bytes();
    }
    return now - lastSentNanos >= heartbeatNanos
        ? new FrameBuilder(to, identity(), ackedSeq, ackedSeq).build(false)
        : null;
  }

  /** The frame that {@link #next} returned went out. */
  public void sent(long now) {
    if (sent < window.size()) {
      if (sent == 0) {
        lastProgressNanos = now;
      }
      saidGoodbye |= window.get(sent).goodbye();
      sent++;
    }
    lastSentNanos = now;
  }

  /** The aggregator says how far it got. */
  public void acknowledged(Acknowledgements acknowledgements, long now) {
    if (!acknowledgements.state().equals(state)) {
      return;
    }
    for (Acknowledgements.Entry entry : acknowledgements.entries()) {
      if (entry.worker().equals(answered)) {
        acknowledged(entry, now);
        return;
      }
    }
  }

  private void acknowledged(Acknowledgements.Entry entry, long now) {
    if (entry.status() == Acknowledgements.Status.COMPLETE && saidGoodbye) {
      // Perhaps an aggregator of the past took the goodbye; its numbers are not these.
      done = true;
      return;
    }
    if (entry.status() == Acknowledgements.Status.COMPLETE) {
      // Whose goodbye it was took a number, so what was not acknowledged before was not applied.
      goOnAnew();
      return;
    }
    if (entry.applied() > seq) {
      // It knows a later run than this: the state file was put back. Number on from there.
      if (identity().durable()) {
        forgetDelivered();
        seq = entry.applied();
        ackedSeq = seq;
      } else {
        goOnAnew();
      }
      return;
    }
    int delivered = 0;
    while (!window.isEmpty() && window.get(0).seq() <= entry.applied()) {
      Outgoing frame = window.remove(0);
      sent = Math.max(0, sent - 1);
      ackedSeq = frame.seq();
      delivered = frame.changes();
      done |= frame.goodbye();
      lastProgressNanos = now;
      backoff = 0;
    }
    Batch of = batch;
    if (of != null && delivered > 0) {
      of.delivered(delivered);
    }
    finishBatch();
    if (safePoint.reaches(entry.safe())) {
      forgetEnds(safePoint.ends());
    }
    if (entry.status() != Acknowledgements.Status.LIVING && !done) {
      goOnAnew();
    }
  }

  /**
   * The aggregator took this worker for dead. What it applied is counted there for good; counts on
   * from that under a new incarnation.
   */
  private void goOnAnew() {
    forgetEnds(deliveredEnds());
    encoder.rebirth(acked, batch);
    answered = identity().incarnation().disclosed();
    forgetDelivered();
    saidGoodbye = false;
  }

  private long deliveredEnds() {
    long ends = ackedEnds;
    Batch of = batch;
    if (of != null) {
      for (SnapshotDiff.Change change : of.deliveredChanges()) {
        ends = Math.max(ends, change.end());
      }
    }
    return ends;
  }

  /** Nobody needs these any more. */
  private void forgetEnds(long number) {
    for (EndedSeries one : lastValues.pending()) {
      if (one.number() <= number) {
        encoder.forget(one.series());
      }
    }
    lastValues.delivered(number);
  }

  private void finishBatch() {
    Batch of = batch;
    if (of != null && of.isEncoded() && window.isEmpty()) {
      acked = of.series();
      ackedEnds = batchEnds;
      safePoint.acknowledged(ackedSeq, ackedEnds, acked);
      batch = null;
      done |= ending && identity().durable();
    }
  }

  private void rewind(long now) {
    sent = 0;
    lastProgressNanos = now;
  }

  private void forgetDelivered() {
    encoder.forgetDefinitions();
    anew = true;
    window.clear();
    sent = 0;
    seq = firstSeq;
    ackedSeq = 0;
    acked = List.of();
    ackedEnds = 0;
    safePoint.forget();
    batch = null;
    backoff = 0;
  }
}
