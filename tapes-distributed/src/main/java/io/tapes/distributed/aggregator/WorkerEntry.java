package io.tapes.distributed.aggregator;

import io.tapes.SeriesId;
import io.tapes.distributed.aggregator.WorkerSeries.Appliers;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** What the aggregator keeps of one worker that has not ended. The I/O thread only. */
final class WorkerEntry {
  private static final long NONE = -1;

  private final WorkerIdentity identity;
  private final WorkerLiveness liveness;
  private final WorkerSeries series;

  private long applied;

  /** The frame of which only some cells were applied, because something failed; and how many. */
  private long begunSeq = NONE;

  private int begunCells;
  private int leftOut;

  private final SafeSequence safe = new SafeSequence();
  private long heardNanos;
  private boolean observable;
  private boolean boxed;

  /**
   * A worker.
   *
   * @param onGone told of a series that the worker has no longer, and when it was last heard
   */
  WorkerEntry(WorkerIdentity identity, long heardNanos, ObjLongConsumer<SeriesId> onGone) {
    this.identity = identity;
    this.liveness = new WorkerLiveness(identity.label(), identity.durable());
    this.heardNanos = heardNanos;
    this.series = new WorkerSeries(liveness, gone -> onGone.accept(gone, heardNanos()));
  }

  WorkerIdentity identity() {
    return identity;
  }

  WorkerLiveness liveness() {
    return liveness;
  }

  long applied() {
    return applied;
  }

  /** Tells what a worker may rely on after this aggregator was killed. */
  SafeSequence safe() {
    return safe;
  }

  long heardNanos() {
    return heardNanos;
  }

  void heard(long nanos) {
    heardNanos = nanos;
  }

  /** Whether its process can be seen from here, so that its absence means that it has ended. */
  boolean isObservable() {
    return observable;
  }

  void observable(boolean newObservable) {
    observable = newObservable;
  }

  /** Whether it has a black box, which tells when its process has ended, and what it leaves. */
  boolean isBoxed() {
    return boxed;
  }

  void boxed(boolean newBoxed) {
    boxed = newBoxed;
  }

  /** The rule on which all exactness rests. */
  boolean accepts(Frame frame) {
    return frame.base() <= applied && applied < frame.seq();
  }

  /** Whether a frame that was accepted can be applied as a whole; see {@link FrameCheck}. */
  boolean understands(Frame frame, int maxSeries) {
    return frame.seq() == begunSeq || series.understands(frame, maxSeries);
  }

  /**
   * Applies a frame that was accepted and understood. If it fails half-way, such as for want of
   * memory, it goes on from there when the frame comes again.
   *
   * @return how many series were left out
   */
  int apply(Frame frame, int maxSeries, Appliers appliers) {
    if (frame.seq() != begunSeq) {
      if (frame.base() == 0) {
        series.beginNumbering(maxSeries);
      }
      begunSeq = frame.seq();
      begunCells = 0;
      leftOut = 0;
    }
    try {
      for (; begunCells < frame.cells().size(); begunCells++) {
        boolean taken = series.apply(frame.cells().get(begunCells), maxSeries, appliers);
        leftOut += taken ? 0 : 1;
      }
    } catch (IllegalArgumentException e) {
      begunSeq = NONE; // it is no worker's
      throw e;
    }
    begunSeq = NONE;
    applied = frame.seq();
    return leftOut;
  }

  /** Begins with what is contained in the totals according to a checkpoint. */
  void restore(Cell cell, Appliers appliers) {
    series.restore(cell, appliers);
  }

  /** As {@link #restore(Cell, Appliers)}, of how many series had ended. */
  void restoreEnds(long number) {
    series.restoreEnds(number);
  }

  /**
   * Sets series to what they were when the worker's process ended.
   *
   * @return how many of them are left out
   */
  int recover(List<Cell> cells, int maxSeries, Appliers appliers) {
    return series.recover(cells, maxSeries, appliers);
  }

  /** What of this worker is contained in the totals. */
  Checkpoint.Worker checkpoint() {
    return new Checkpoint.Worker(identity, observable, series.ends(), series.applied());
  }

  /** The series that the worker has, as far as is known. */
  void forEachSeries(Consumer<SeriesId> action) {
    series.forEachSeries(action);
  }

  /** How many series are kept of it. */
  int seriesKept() {
    return series.seriesKept();
  }

  void end() {
    series.end();
  }
}
