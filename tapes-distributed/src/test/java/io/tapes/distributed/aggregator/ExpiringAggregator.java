package io.tapes.distributed.aggregator;

import io.tapes.Clock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distributed.worker.WorkerState;
import java.util.ArrayList;
import java.util.List;

/** An aggregator whose series expire, and workers whose messages all arrive. Time is a number. */
final class ExpiringAggregator {
  static final long SECOND = 1_000_000_000L;

  private final long afterNanos;
  private final int maxSeries;
  private final List<Worker> living = new ArrayList<>();
  AggregateRegistry totals;
  Workers workers;
  AggregatorState state;
  private SeriesExpiry expiry;
  long now;

  ExpiringAggregator(long afterNanos, int maxSeries) {
    this.afterNanos = afterNanos;
    this.maxSeries = maxSeries;
    start(null);
  }

  private void start(Checkpoint from) {
    totals = new AggregateRegistry(Clock.SYSTEM, maxSeries);
    // All processes are seen to live: only a goodbye ends a worker.
    workers = new Workers(totals.registry(), 10 * SECOND, 3_600 * SECOND, 5_000, worker -> true);
    Checkpoints none = new Checkpoints(null, 0, totals.registry());
    state = new AggregatorState(Id.random(), totals, workers, none, 200_000);
    expiry = new SeriesExpiry(afterNanos, totals, workers, none, null);
    if (from != null) {
      state.restore(from, now);
      expiry.restored(from, now);
    }
  }

  /** As if it had been killed when the last checkpoint was just written. */
  void restart() throws MalformedFrameException {
    start(Checkpoint.decode(state.content().checkpoint().encode()));
    living.forEach(Worker::meet);
  }

  /** Lets time pass, with a look every half second. */
  void pass(long seconds) {
    for (long end = now + seconds * SECOND; now < end; ) {
      now += SECOND / 2;
      workers.tick(now);
      expiry.tick(now);
    }
  }

  Snapshot snapshot() {
    return totals.snapshot();
  }

  double number(String path) {
    return snapshot().at(path).map(n -> ((Number) n).doubleValue()).orElse(0.0);
  }

  boolean has(String path) {
    return snapshot().at(path).isPresent();
  }

  Worker worker() {
    return new Worker();
  }

  /** A worker. */
  final class Worker {
    final Registry registry = Registry.create();
    private final WorkerState protocol =
        new WorkerState(
            WorkerIdentity.ofThisProcess(),
            0,
            SECOND / 2,
            3_600 * SECOND,
            Wire.MAX_BYTES,
            registry.lastValues());

    private Worker() {
      living.add(this);
      meet();
    }

    private void meet() {
      protocol.subscribed(state.id(), now);
    }

    /** Delivers what was recorded. */
    void flush() {
      flush(false);
    }

    /** Delivers what was recorded, and says goodbye. */
    void end() {
      flush(true);
      living.remove(this);
    }

    private void flush(boolean last) {
      for (int i = 0; i < 3; i++) {
        if (protocol.wantsSnapshot()) {
          protocol.flush(registry.snapshot().series(), last);
        }
        for (byte[] frame = protocol.next(now); frame != null; frame = protocol.next(now)) {
          protocol.sent(now);
          state.receive(frame, now);
        }
        for (byte[] answer : state.acknowledgements()) {
          try {
            protocol.acknowledged(Acknowledgements.decode(answer), now);
          } catch (MalformedFrameException e) {
            throw new AssertionError(e);
          }
        }
      }
    }
  }
}
