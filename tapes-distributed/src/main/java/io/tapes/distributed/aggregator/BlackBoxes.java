package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.EndedSeries;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.blackbox.MalformedBoxException;
import io.tapes.blackbox.RecoveredBox;
import io.tapes.distributed.box.BoxFolders;
import io.tapes.distributed.box.BoxSearch;
import io.tapes.distributed.box.Place;
import io.tapes.distributed.link.FailureLog;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValues;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The black boxes that killed workers leave behind. The I/O thread. */
public final class BlackBoxes implements AutoCloseable {
  /*
   * A box that can be claimed is one whose process has ended. All its series are set to what the
   * box says, as a last frame would do; what the worker had delivered is known, so the difference
   * is the residue. The worker is retired with that, and the file goes when no end of this
   * process can lose it any more. If the aggregator dies in between, the next one finds the worker
   * among the retired of the checkpoint and does not count it, or has no checkpoint of it, and does.
   *
   * Boxes of workers that were heard lately are not touched. Each that is claimed takes a file
   * descriptor until it is released, so there are never many at once. Only one that is malformed is
   * set aside: everything else that goes wrong, such as no descriptor or no memory, says nothing
   * about the box, and it is looked at again.
   */
  static final int MOST_HELD = 50;

  private static final long LOOK_NANOS = 2_000_000_000L;

  private record Claimed(RecoveredBox box, long checkpoint) {}

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final FailureLog unread =
      new FailureLog(log, "a black box could not be read, and is looked at again");
  private final AggregatorState state;
  private final Workers workers;
  private final Checkpoints checkpoints;
  private final Counter recovered;
  private final Counter rejected;
  private final List<Claimed> claimed = new ArrayList<>();
  private @Nullable BoxFolders folders;
  private @Nullable Place place;
  private @Nullable BoxSearch search;

  public BlackBoxes(
      AggregatorState state, Workers workers, Checkpoints checkpoints, Registry totals) {
    this.state = state;
    this.workers = workers;
    this.checkpoints = checkpoints;
    recovered = totals.counter("tapes.blackbox.recovered");
    rejected = totals.counter("tapes.blackbox.rejected");
  }

  /**
   * Looks for the boxes of a place from now on.
   *
   * @return false if a living aggregator does so already; then it is tried again and again
   * @throws IOException with a sentence if there is no folder for them; the same
   */
  boolean open(BoxFolders newFolders, Place newPlace) throws IOException {
    folders = newFolders;
    place = newPlace;
    return begin(newFolders, newPlace) != null;
  }

  private @Nullable BoxSearch begin(BoxFolders in, Place of) throws IOException {
    if (search == null) {
      search = BoxSearch.begin(in, of, state.id()).orElse(null);
    }
    return search;
  }

  void tick(long now) {
    release();
    BoxFolders in = folders;
    Place of = place;
    if (in == null || of == null) {
      return;
    }
    try {
      BoxSearch from = begin(in, of);
      if (from == null) {
        return;
      }
      Set<Id> seen = new HashSet<>();
      for (BoxSearch.Found box : from.boxes()) {
        seen.add(box.incarnation());
        WorkerEntry worker = workers.find(box.incarnation());
        if (claimed.size() < MOST_HELD
            && (worker == null || now - worker.heardNanos() >= LOOK_NANOS)) {
          look(box.path(), box.incarnation(), now);
        }
      }
      for (WorkerEntry worker : workers.all()) {
        worker.boxed(seen.contains(worker.identity().incarnation()));
      }
    } catch (IOException e) {
      log.warn(
          "black boxes cannot be read now, which is tried again ("
              + e.getMessage()
              + "): what a worker that is killed had not delivered is not counted before",
          e);
    }
  }

  private void look(Path path, Id incarnation, long now) {
    @Nullable RecoveredBox box = null;
    try {
      box = RecoveredBox.claim(path).orElse(null);
      if (box == null) {
        return;
      }
      WorkerIdentity identity = WorkerIdentity.decode(box.owner());
      if (!identity.incarnation().equals(incarnation)) {
        throw new MalformedBoxException("'" + path + "' says that it is the box of " + identity);
      }
      take(box, identity, now);
    } catch (MalformedBoxException | MalformedFrameException | IllegalArgumentException e) {
      quarantine(path, e);
      close(box);
    } catch (Throwable e) { // of any kind: the box may be good, and so may the others
      close(box);
      unread.tell(e);
    }
  }

  private void take(RecoveredBox box, WorkerIdentity identity, long now) throws IOException {
    RetiredWorkers.Ended ended = workers.retired(identity.incarnation());
    long checkpoint = 0;
    if (ended != null) {
      checkpoint = ended.checkpoint();
    } else {
      checkpoint = state.recover(identity, cells(box), now);
      if (checkpoint < 0) {
        close(box);
        return;
      }
      recovered.increment();
    }
    claimed.add(new Claimed(box, checkpoint));
    release();
  }

  /** What a box holds: the last values of series that had ended, and the others. */
  static List<Cell> cells(RecoveredBox box) throws IOException {
    List<Cell> cells = new ArrayList<>();
    Snapshot all = box.snapshot();
    Set<Long> ended = new HashSet<>();
    for (EndedSeries one : all.ended()) {
      ended.add(one.series().incarnation());
      cells.add(CellValues.cell(one.series()).ended(one.number()));
    }
    for (Series series : all.series()) {
      boolean silent = series.name().startsWith("tapes.") && isZero(series.value());
      if (!silent && !ended.contains(series.incarnation())) {
        cells.add(CellValues.cell(series));
      }
    }
    return cells;
  }

  private static boolean isZero(MetricValue value) {
    return value.match(SumValue::isZero, level -> false, distribution -> false);
  }

  /** Removes what is counted for good. */
  private void release() {
    for (Iterator<Claimed> all = claimed.iterator(); all.hasNext(); ) {
      Claimed next = all.next();
      if (checkpoints.isReached(next.checkpoint())) {
        try {
          next.box().delete();
        } catch (IOException e) {
          log.warn("the black box '" + next.box().path() + "' cannot be removed: " + e, e);
        }
        close(next.box());
        all.remove();
      }
    }
  }

  /** Counts the worker with what it had delivered. */
  private void quarantine(Path path, Exception why) {
    log.warn("a black box is set aside: " + why.getMessage(), why);
    try {
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".refused"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("the black box '" + path + "' cannot be set aside: " + e, e);
    }
    rejected.increment();
  }

  private void close(@Nullable RecoveredBox box) {
    try {
      if (box != null) {
        box.close();
      }
    } catch (IOException e) {
      log.warn("the black box '" + box.path() + "' cannot be closed: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    release();
    claimed.forEach(next -> close(next.box()));
    claimed.clear();
    folders = null;
    place = null;
    if (search != null) {
      search.close();
      search = null;
    }
  }
}
