package io.tapes.distributed.worker;

import io.tapes.LastValues;
import io.tapes.Series;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.FrameBuilder;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The worker's side of the protocol, without sockets, clocks or threads. One thread at a time. */
public final class WorkerState {
  /*
   * The frames of a batch (see DeliveredSeries) form a chain: each builds on the sequence number to
   * which the one before it leads. They are sent again until they are acknowledged (see SendWindow).
   *
   * A new state id means an aggregator that knows nothing: everything is sent again. The state id
   * that is known already means that connections broke: resume after the last acknowledgement.
   *
   * Answers go to all workers, so they show a hash of the incarnation. If one says nevertheless what
   * this worker has given no cause for, another process has spoken for it: that it said goodbye, or
   * got further than it ever sent. It goes on under an incarnation that is its own again.
   */
  private final long heartbeatNanos;
  private final Encoder encoder;
  private final FrameNumbers numbers;
  private final SendWindow window;
  private final DeliveredSeries delivered;
  private @Nullable Id state;
  private boolean done;
  private boolean ending;
  private boolean saidGoodbye;
  private Id answered; // by which answers call this worker

  /** Whether the next frame defines everything again, whatever its number. */
  private boolean anew = true;

  private long lastSentNanos;
  private long resyncs;

  public WorkerState(
      WorkerIdentity identity,
      long run,
      long resendNanos,
      long heartbeatNanos,
      int maxFrameBytes,
      LastValues lastValues) {
    this.encoder = new Encoder(identity, maxFrameBytes);
    this.delivered = new DeliveredSeries(lastValues, encoder);
    this.window = new SendWindow(resendNanos);
    this.answered = identity.incarnation().disclosed();
    this.numbers = new FrameNumbers(run);
    this.heartbeatNanos = heartbeatNanos;
  }

  public WorkerIdentity identity() {
    return encoder.identity();
  }

  /** How many frames were sent again because no acknowledgement came. */
  long resends() {
    return window.resends();
  }

  /** How often everything was sent again because the aggregator was a new one. */
  long resyncs() {
    return resyncs;
  }

  /** Returns whether the goodbye is acknowledged: the aggregate has everything. */
  public boolean isDone() {
    return done;
  }

  /** An aggregator asks for frames. */
  public void subscribed(Id newState, long now) {
    if (newState.equals(state)) {
      window.rewind(now);
    } else {
      resyncs += state == null ? 0 : 1;
      state = newState;
      forgetDelivered();
      lastSentNanos = now - heartbeatNanos;
    }
  }

  /** An aggregator says that it takes fields of series that are defined already. */
  public void takesFields(Id aggregator) {
    encoder.takesFields(aggregator);
  }

  /** Returns whether the worker is ready to send a new snapshot: see {@link #flush}. */
  public boolean wantsSnapshot() {
    return state != null && delivered.batch() == null && !done;
  }

  /** Whether all there is to send was sent, so that nothing is to be done before the next flush. */
  boolean isSent() {
    Batch batch = delivered.batch();
    return state != null && window.isSent() && (batch == null || batch.isEncoded());
  }

  /** Whether a frame went out that is not acknowledged. */
  boolean awaitsAnswer() {
    return !window.isEmpty() && !done;
  }

  /** Returns how many series have a number at the aggregator, or will have. */
  public int numbered() {
    return encoder.numbered();
  }

  /** The series as the aggregator has them for good, whichever process is killed. Any thread. */
  List<Series> safe() {
    return delivered.safe();
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
      ending = last;
      if (!delivered.begin(now, goodbye)) {
        done = last;
      }
    }
  }

  /**
   * Returns the frame to be sent next.
   *
   * @return null when there is none; otherwise the same until {@link #sent} is called
   */
  public byte @Nullable [] next(long now) {
    Id to = state;
    if (to == null || done) {
      return null;
    }
    window.resendIfDue(now);
    Batch from = delivered.batch();
    if (window.isSent() && window.hasRoom() && from != null) {
      Outgoing built = encoder.build(to, from, anew ? 0 : numbers.last(), numbers.last() + 1);
      if (built != null) {
        anew = false;
        numbers.goOnFrom(built.seq());
        window.add(built);
      }
      finishBatch();
    }
    Outgoing next = window.next();
    if (next != null) {
      return next.bytes();
    }
    return now - lastSentNanos >= heartbeatNanos
        ? new FrameBuilder(to, identity(), numbers.acknowledged(), numbers.acknowledged())
            .build(false)
        : null;
  }

  /** The frame that {@link #next} returned went out. */
  public void sent(long now) {
    Outgoing frame = window.next();
    if (frame != null) {
      saidGoodbye |= frame.goodbye();
      window.sent(now);
    }
    lastSentNanos = now;
  }

  /** The aggregator says how far it got; returns whether it says so of this worker, too. */
  public boolean acknowledged(Acknowledgements acknowledgements, long now) {
    if (!acknowledgements.state().equals(state)) {
      return false;
    }
    for (Acknowledgements.Entry entry : acknowledgements.entries()) {
      if (entry.worker().equals(answered)) {
        acknowledged(entry, now);
        return true;
      }
    }
    return false;
  }

  private void acknowledged(Acknowledgements.Entry entry, long now) {
    if (entry.status() == Acknowledgements.Status.COMPLETE) {
      if (saidGoodbye) {
        done = true; // perhaps to an aggregator of the past; its numbers are not these
      } else {
        goOnAnew(); // a goodbye took a number: what was not acknowledged before was not applied
      }
      return;
    }
    if (entry.applied() > numbers.last()) {
      // It knows a later run than this: the state file was put back. Number on from there.
      if (identity().durable()) {
        forgetDelivered();
        numbers.goOnFrom(entry.applied());
        numbers.acknowledged(entry.applied());
      } else {
        goOnAnew();
      }
      return;
    }
    int changes = 0;
    Outgoing frame;
    while ((frame = window.acknowledged(entry.applied(), now)) != null) {
      numbers.acknowledged(frame.seq());
      changes = frame.changes();
      done |= frame.goodbye();
    }
    delivered.applied(changes);
    finishBatch();
    delivered.remembered(entry.safe());
    if (entry.status() != Acknowledgements.Status.LIVING && !done) {
      goOnAnew();
    }
  }

  /**
   * The aggregator took this worker for dead. What it applied is counted there for good; counts on
   * from that under a new incarnation.
   */
  private void goOnAnew() {
    delivered.rebirth();
    answered = identity().incarnation().disclosed();
    forgetDelivered();
    saidGoodbye = false;
  }

  private void finishBatch() {
    if (window.isEmpty() && delivered.finish(numbers.acknowledged())) {
      done |= ending && identity().durable();
    }
  }

  private void forgetDelivered() {
    encoder.forgetDefinitions();
    anew = true;
    window.clear();
    numbers.begin();
    delivered.clear();
  }
}
