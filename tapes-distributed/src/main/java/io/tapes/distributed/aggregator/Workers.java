package io.tapes.distributed.aggregator;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.distributed.aggregator.RetiredWorkers.Reason;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.support.LogLimiter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Who takes part, who lives, who has ended. The I/O thread only. */
public final class Workers {
  /*
   * A worker has ended when it says goodbye, or when its process is seen to be gone. The process is
   * only asked about if it was seen here, by id and start time, while the worker was heard: in a
   * container of its own its id means nothing here, or another process. A worker that is silent for
   * longer than the time-out is not taken for living, but it is kept: it may be stopped, and on its
   * first frame it is back. One that is not seen here is given up only after the forget time-out.
   *
   * Frames of an ended process may still be on their way, so it is retired once it was silent
   * for the time-out as well. Silence is measured in time that the aggregator itself was running,
   * see RunningTime: being stopped must not make all workers look dead.
   */
  /** Processes of workers silent for this long are looked at: longer than between heartbeats. */
  private static final long LOOK_NANOS = 2_000_000_000L;

  /** In one look, each of which goes through all. */
  private static final int MOST_FORGOTTEN = 100;

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final Map<Id, WorkerEntry> entries = new HashMap<>();
  private final RetiredWorkers retired = new RetiredWorkers();
  private final long silentNanos;
  private final long forgetNanos;
  private final int maxWorkers;
  private final Processes processes;
  private MemoryBudget budget;
  private final Counter lost;
  private final Counter refused;
  private ObjLongConsumer<WorkerEntry> onEnd = (worker, now) -> {};
  private ObjLongConsumer<SeriesId> onGone = (series, now) -> {};

  /** Set rather than asked: what is asked costs a hand-over to another thread. */
  private final Gauge shown;

  private volatile int living;

  public Workers(
      Registry totals, long silentNanos, long forgetNanos, int maxWorkers, Processes processes) {
    this.silentNanos = silentNanos;
    this.forgetNanos = forgetNanos;
    this.maxWorkers = maxWorkers;
    this.processes = processes;
    this.budget = new MemoryBudget(Long.MAX_VALUE / 2, totals);
    lost = totals.counter("tapes.workers.lost");
    refused = totals.counter("tapes.workers.refused");
    shown = totals.gauge("tapes.workers", Aggregation.LIVE_SUM);
    shown.set(living);
  }

  /** What all workers share. */
  public void share(MemoryBudget newBudget) {
    budget = newBudget;
  }

  /** Is told of a worker before it is retired. */
  void onEnd(ObjLongConsumer<WorkerEntry> listener) {
    onEnd = listener;
  }

  /** Who is told of a series that a worker has no longer, and when. */
  void onGone(ObjLongConsumer<SeriesId> listener) {
    onGone = listener;
  }

  @Nullable WorkerEntry find(Id incarnation) {
    return entries.get(incarnation);
  }

  /** A worker that has ended; null if it has not, or long ago. */
  RetiredWorkers.@Nullable Ended retired(Id incarnation) {
    return retired.find(incarnation);
  }

  /** How many are taken for living. */
  int living() {
    return living;
  }

  Collection<WorkerEntry> all() {
    return entries.values();
  }

  List<Checkpoint.Retired> retiredToKeep() {
    return retired.toKeep();
  }

  /** A worker of a checkpoint; it counts as living when it is heard. */
  WorkerEntry restore(Checkpoint.Worker worker, long now) {
    WorkerEntry entry = new WorkerEntry(worker.identity(), now, onGone);
    entry.restoreEnds(worker.ends());
    entry.observable(worker.observable());
    entry.liveness().set(false);
    entries.put(worker.identity().incarnation(), entry);
    budget.add(MemoryBudget.PER_WORKER);
    return entry;
  }

  void restore(Checkpoint.Retired worker, long now) {
    Reason reason = worker.complete() ? Reason.COMPLETE : Reason.DEAD;
    retired.add(worker.incarnation(), new RetiredWorkers.Ended(0, reason, 0, now));
  }

  /** A new worker, null when there are too many. */
  @Nullable WorkerEntry add(WorkerIdentity identity, long now) {
    if (retired.isFull(now)) {
      refused.increment();
      log.warn(
          identity
              + " is refused: "
              + RetiredWorkers.CAPACITY
              + " workers ended within a minute; let processes live longer",
          null);
      return null;
    }
    if (!budget.take(MemoryBudget.PER_WORKER)) {
      refused.increment();
      return null;
    }
    if (entries.size() >= maxWorkers && places() >= maxWorkers && !makeRoom(now)) {
      refused.increment();
      log.warn(
          identity + " is refused: there are " + maxWorkers + " already; raise maxWorkers", null);
      budget.add(-MemoryBudget.PER_WORKER);
      return null;
    }
    WorkerEntry worker = new WorkerEntry(identity, now, onGone);
    worker.observable(processes.isRunning(identity));
    entries.put(identity.incarnation(), worker);
    count();
    return worker;
  }

  /**
   * How many places are taken. A silent worker with a black box gives its place to another one; it
   * is kept beside, for what is in its box counts from what it had delivered.
   */
  private int places() {
    int places = 0;
    for (WorkerEntry worker : entries.values()) {
      places += worker.liveness().isLive() || !worker.isBoxed() ? 1 : 0;
    }
    return places;
  }

  /** Gives up the worker that is silent for the longest time, unless all are living. */
  private boolean makeRoom(long now) {
    WorkerEntry longest = null;
    for (WorkerEntry worker : entries.values()) {
      if (!worker.liveness().isLive()
          && !worker.identity().durable()
          && !worker.isBoxed()
          && (longest == null || worker.heardNanos() - longest.heardNanos() < 0)) {
        longest = worker;
      }
    }
    if (longest == null) {
      return false;
    }
    retire(longest, Reason.FORGOTTEN, now, 0);
    return true;
  }

  void heard(WorkerEntry worker, long now) {
    worker.heard(now);
    if (!worker.liveness().isLive()) {
      worker.liveness().set(true);
      count();
    }
  }

  /**
   * Folds a worker away: its totals stay, what is kept of it is its last sequence number.
   *
   * @param checkpoint the number of the first checkpoint that will contain that
   */
  void retire(WorkerEntry worker, Reason reason, long now, long checkpoint) {
    onEnd.accept(worker, now);
    // Known to have ended before it is forgotten: should memory fail in between, it ends again.
    retired.add(
        worker.identity().incarnation(),
        new RetiredWorkers.Ended(worker.applied(), reason, checkpoint, now));
    worker.liveness().set(false);
    worker.end();
    entries.remove(worker.identity().incarnation());
    budget.add(-MemoryBudget.PER_WORKER);
    if (reason != Reason.COMPLETE) {
      lost.increment();
    }
    count();
  }

  /** Looks after workers that were not heard lately. */
  void tick(long now) {
    retired.tick(now);
    Map<WorkerEntry, Reason> gone = new HashMap<>();
    for (WorkerEntry worker : entries.values()) {
      long silence = now - worker.heardNanos();
      boolean ended =
          silence >= Math.min(silentNanos, LOOK_NANOS)
              && worker.isObservable()
              && !processes.isRunning(worker.identity());
      if (ended || silence >= silentNanos) {
        worker.liveness().set(false);
      }
      if (worker.identity().durable() || worker.isBoxed()) {
        continue;
      }
      if (ended && silence >= silentNanos) {
        gone.put(worker, Reason.DEAD);
      } else if (!worker.isObservable() && silence >= forgetNanos) {
        gone.put(worker, Reason.FORGOTTEN);
      }
    }
    gone.forEach((worker, reason) -> retire(worker, reason, now, 0));
    for (int i = 0; i < MOST_FORGOTTEN && budget.isTight() && makeRoom(now); i++) {
      log.warn("a silent worker is forgotten, because memory is short; it may come back", null);
    }
    count();
  }

  private void count() {
    int count = 0;
    for (WorkerEntry worker : entries.values()) {
      count += worker.liveness().isLive() ? 1 : 0;
    }
    living = count;
    shown.set(count);
  }
}
