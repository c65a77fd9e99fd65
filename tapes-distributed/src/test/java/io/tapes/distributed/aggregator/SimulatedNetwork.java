package io.tapes.distributed.aggregator;

import io.tapes.Clock;
import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.blackbox.BlackBox;
import io.tapes.blackbox.RecoveredBox;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distributed.worker.BoxedLastValues;
import io.tapes.distributed.worker.WorkerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One worker and one aggregator, joined by a network that loses, repeats and reorders messages in
 * both directions. Time is a number.
 */
final class SimulatedNetwork {
  static final long SECOND = 1_000_000_000L;

  Registry registry;
  private WorkerIdentity identity;
  private LastValues lastValues;

  /** Where the state file and the black box are, if there are any. */
  private final @Nullable Path folder;

  private @Nullable BlackBox box;
  private final List<Left> left = new ArrayList<>();
  private Checkpoints checkpoints = new Checkpoints(null, 0, Registry.create());
  private final int maxFrameBytes;
  WorkerState worker;
  final Random random;
  final List<byte[]> toAggregator = new ArrayList<>();
  final List<byte[]> toWorker = new ArrayList<>();
  AggregateRegistry totals = new AggregateRegistry(Clock.SYSTEM, 100_000);
  Workers workers;
  AggregatorState aggregator;
  long now;
  long frames;
  long bytes;
  private long run;

  /** From 0, a perfect network, to 1. */
  double trouble;

  SimulatedNetwork(long seed) {
    this(seed, Wire.MAX_BYTES);
  }

  /** Small frames make long chains of them. */
  SimulatedNetwork(long seed, int maxFrameBytes) {
    this(seed, maxFrameBytes, false);
  }

  /** A durable worker may be started anew. */
  SimulatedNetwork(long seed, int maxFrameBytes, boolean durable) {
    this(seed, maxFrameBytes, durable, null);
  }

  /** An aggregator with a state file and a worker with a black box, so that both may be killed. */
  SimulatedNetwork(long seed, int maxFrameBytes, Path folder) {
    this(seed, maxFrameBytes, false, folder);
  }

  private SimulatedNetwork(long seed, int maxFrameBytes, boolean durable, @Nullable Path folder) {
    this.maxFrameBytes = maxFrameBytes;
    this.folder = folder;
    identity = WorkerIdentity.ofThisProcess(Id.random(), durable);
    registry = Registry.create();
    lastValues = registry.lastValues();
    if (folder != null) {
      startInBox(folder);
    }
    worker = newWorker();
    random = new Random(seed);
    startAggregator();
  }

  /** What a killed worker left behind, and the checkpoint that holds it. */
  private record Left(Path box, WorkerIdentity worker, long checkpoint) {}

  private WorkerState newWorker() {
    return new WorkerState(identity, run, SECOND / 2, SECOND, maxFrameBytes, lastValues);
  }

  private void startInBox(Path in) {
    try {
      BlackBox made =
          BlackBox.create(in.resolve(identity.incarnation() + ".box"), identity.encode(), 4 << 20);
      box = made;
      registry = Registry.builder().storage(made).build();
      lastValues = new BoxedLastValues(made, registry.lastValues());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL, and another worker. What the first had sent may be under way still. */
  void killWorker() throws IOException {
    Path in = Objects.requireNonNull(folder);
    BlackBox ended = Objects.requireNonNull(box);
    ended.close();
    recover(ended.path(), identity);
    identity = WorkerIdentity.ofThisProcess(Id.random(), false);
    startInBox(in);
    worker = newWorker();
    toWorker.clear();
    worker.subscribed(aggregator.id(), now);
  }

  private void recover(Path path, WorkerIdentity of) throws IOException {
    try (RecoveredBox recovered = RecoveredBox.claim(path).orElseThrow()) {
      long checkpoint = 0;
      if (workers.retired(of.incarnation()) == null) {
        checkpoint = aggregator.recover(of, BlackBoxes.cells(recovered), now);
      }
      left.add(new Left(path, of, checkpoint));
    }
  }

  /** Writes the state file. */
  void save() {
    long number = checkpoints.next();
    checkpoints.changed();
    while (!checkpoints.isReached(number)) {
      checkpoints.tick(now, aggregator::content); // unless the one before is just being finished
      Thread.onSpinWait();
    }
    left.removeIf(gone -> checkpoints.isReached(gone.checkpoint()) && gone.box().toFile().delete());
  }

  /** SIGKILL, and another one with the same state file. */
  void killAggregator() throws IOException {
    startAggregator();
    List<Left> again = List.copyOf(left);
    left.clear();
    for (Left box : again) {
      recover(box.box(), box.worker());
    }
  }

  /** The same durable worker in a new process; what the old one sent may be under way still. */
  void startWorker() {
    run++;
    worker = newWorker();
    toWorker.clear();
    worker.subscribed(aggregator.id(), now);
  }

  /** An aggregator that knows nothing but what is in its state file, if it has one. */
  void startAggregator() {
    startAggregator(new AggregateRegistry(Clock.SYSTEM, 100_000));
  }

  /** The same, with totals of its own kind. */
  void startAggregator(AggregateRegistry empty) {
    try {
      checkpoints.close();
      totals = empty;
      workers = new Workers(totals.registry(), 10 * SECOND, 60 * SECOND, 100, identity -> false);
      Path state = folder == null ? null : folder.resolve("state");
      checkpoints = new Checkpoints(state, 0, totals.registry());
      aggregator = new AggregatorState(Id.random(), totals, workers, checkpoints, 200_000);
      Optional<Checkpoint> past = checkpoints.open(now);
      past.ifPresent(aggregator::succeed);
      past.ifPresent(known -> aggregator.restore(known, now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    worker.subscribed(aggregator.id(), now);
  }

  /** Delivers to the aggregator of another network. */
  void join(SimulatedNetwork other) {
    totals = other.totals;
    workers = other.workers;
    aggregator = other.aggregator;
    worker.subscribed(aggregator.id(), now);
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  /** How many entries the worker and the aggregator keep of series, whatever for. */
  long kept() {
    long kept =
        (long) worker.numbered()
            + lastValues.pending().size()
            + registry.snapshot().series().size();
    for (WorkerEntry entry : workers.all()) {
      kept += entry.seriesKept();
    }
    return kept + totals.registry().snapshot().series().size();
  }

  void step() {
    now += SECOND / 10;
    if (worker.wantsSnapshot()) {
      worker.flush(registry.snapshot().series(), false);
    }
    exchange();
  }

  /** Steps in a perfect network until the goodbye is acknowledged. */
  void close() {
    trouble = 0;
    for (int i = 0; i < 10_000 && !worker.isDone(); i++) {
      now += SECOND / 10;
      if (folder != null) {
        save();
      }
      if (worker.wantsSnapshot()) {
        worker.flush(registry.snapshot().series(), true);
      }
      exchange();
    }
    if (!worker.isDone()) {
      throw new AssertionError("the goodbye was never acknowledged");
    }
    if (box != null) {
      box.close(); // it would be made again while its folder is removed
    }
  }

  private void exchange() {
    for (byte[] frame = worker.next(now); frame != null; frame = worker.next(now)) {
      put(toAggregator, frame);
      frames++;
      bytes += frame.length;
      worker.sent(now);
    }
    for (byte[] frame : take(toAggregator)) {
      aggregator.receive(frame, now);
      for (byte[] acknowledgement : aggregator.acknowledgements()) {
        put(toWorker, acknowledgement);
      }
    }
    for (byte[] message : take(toWorker)) {
      try {
        worker.acknowledged(Acknowledgements.decode(message), now);
      } catch (MalformedFrameException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void put(List<byte[]> queue, byte[] message) {
    if (random.nextDouble() >= trouble / 2) {
      queue.add(message);
    }
    if (random.nextDouble() < trouble / 4) {
      queue.add(random.nextInt(queue.size() + 1), message);
    }
  }

  /** Some of what is on its way, in some order; the rest comes later. */
  private List<byte[]> take(List<byte[]> queue) {
    List<byte[]> arrived = new ArrayList<>();
    while (!queue.isEmpty() && random.nextDouble() >= trouble / 4) {
      int position = random.nextDouble() < trouble / 2 ? random.nextInt(queue.size()) : 0;
      arrived.add(queue.remove(position));
    }
    return arrived;
  }
}
