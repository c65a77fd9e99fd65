package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.CounterValue;
import io.tapes.GaugeValue;
import io.tapes.LogLimiter;
import io.tapes.RecoveredBox;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Definition;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.WorkerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The black boxes that killed workers leave behind. The I/O thread. */
final class BlackBoxes implements AutoCloseable {
  /*
   * A box that can be claimed is one whose process has ended. All its series are set to what the
   * box says, as a last frame would do; what the worker had delivered is known, so the difference
   * is the residue. The worker is folded away with that, and the file goes when no end of this
   * process can lose it any more. If the aggregator dies in between, the next one finds the worker
   * among the retired of the checkpoint and does not count it, or has no checkpoint of it, and does.
   *
   * Boxes of workers that were heard lately are not touched.
   */
  private static final long LOOK_NANOS = 2_000_000_000L;

  private record Claimed(RecoveredBox box, long checkpoint) {}

  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(RegistryAggregator.class));
  private final AggregatorState state;
  private final Workers workers;
  private final Checkpoints checkpoints;
  private final Counter recovered;
  private final Counter rejected;
  private final List<Claimed> claimed = new ArrayList<>();
  private @Nullable BoxFolder folder;
  private @Nullable Marker marker;

  BlackBoxes(AggregatorState state, Workers workers, Checkpoints checkpoints, Registry totals) {
    this.state = state;
    this.workers = workers;
    this.checkpoints = checkpoints;
    recovered = totals.counter("tapes.blackbox.recovered");
    rejected = totals.counter("tapes.blackbox.rejected");
  }

  /** Looks into a folder from now on. */
  void open(BoxFolder newFolder) throws IOException {
    marker = newFolder.announce(state.id());
    folder = newFolder;
  }

  void tick(long now) {
    release();
    BoxFolder from = folder;
    if (from == null) {
      return;
    }
    try {
      Set<Id> seen = new HashSet<>();
      for (Path box : from.boxes()) {
        Optional<Id> incarnation = from.incarnation(box);
        incarnation.ifPresent(seen::add);
        WorkerEntry worker = incarnation.map(workers::find).orElse(null);
        if (worker == null || now - worker.heardNanos() >= LOOK_NANOS) {
          look(box, incarnation.orElse(null), now);
        }
      }
      for (WorkerEntry worker : workers.all()) {
        worker.boxed(seen.contains(worker.identity().incarnation()));
      }
    } catch (IOException e) {
      log.warn("the folder '" + from + "' of black boxes cannot be read: " + e, e);
    }
  }

  private void look(Path path, @Nullable Id incarnation, long now) {
    @Nullable RecoveredBox box = null;
    try {
      box = RecoveredBox.claim(path).orElse(null);
      if (box == null) {
        return;
      }
      WorkerIdentity identity = WorkerIdentity.decode(box.owner());
      if (!identity.incarnation().equals(incarnation)) {
        throw new IOException("'" + path + "' says that it is the box of " + identity);
      }
      take(box, identity, now);
    } catch (IOException | MalformedFrameException | RuntimeException e) {
      quarantine(path, e);
      close(box);
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

  private static List<Cell> cells(RecoveredBox box) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Series series : box.snapshot().series()) {
      boolean silent =
          series.name().startsWith("tapes.")
              && series.value() instanceof CounterValue counter
              && counter.value() == 0;
      if (!silent) {
        Definition definition =
            new Definition(
                series.id(),
                series.value().type(),
                series.value() instanceof GaugeValue gauge
                    ? gauge.aggregation()
                    : Aggregation.LIVE_SUM);
        cells.add(new Cell(0, definition, CellValues.of(series.value(), null)));
      }
    }
    return cells;
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

  /** Whoever it was, he is counted with what he had delivered. */
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
    if (marker != null) {
      marker.close();
    }
  }
}
