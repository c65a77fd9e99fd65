package io.tapes.distributed;

import io.tapes.Clock;
import io.tapes.Registry;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One worker and one aggregator, joined by a network that loses, repeats and reorders messages in
 * both directions. Time is a number.
 */
final class SimulatedNetwork {
  static final long SECOND = 1_000_000_000L;

  final Registry registry = Registry.create();
  private final WorkerIdentity identity;
  private final int maxFrameBytes;
  WorkerState worker;
  final Random random;
  final List<byte[]> toAggregator = new ArrayList<>();
  final List<byte[]> toWorker = new ArrayList<>();
  Totals totals = new Totals(Clock.SYSTEM, 100_000);
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
    this.maxFrameBytes = maxFrameBytes;
    identity = WorkerIdentity.ofThisProcess(Id.random(), durable);
    worker = newWorker();
    random = new Random(seed);
    startAggregator();
  }

  private WorkerState newWorker() {
    return new WorkerState(identity, run, SECOND / 2, SECOND, maxFrameBytes);
  }

  /** The same durable worker in a new process; what the old one sent may be under way still. */
  void startWorker() {
    run++;
    worker = newWorker();
    toWorker.clear();
    worker.subscribed(aggregator.id(), now);
  }

  /** An aggregator that knows nothing; what it had is gone. */
  void startAggregator() {
    startAggregator(new Totals(Clock.SYSTEM, 100_000));
  }

  /** The same, with totals of its own kind. */
  void startAggregator(Totals empty) {
    totals = empty;
    workers = new Workers(totals.registry(), 10 * SECOND, 60 * SECOND, 100, identity -> false);
    aggregator =
        new AggregatorState(
            Id.random(), totals, workers, new Checkpoints(null, 0, totals.registry()), 200_000);
    worker.subscribed(aggregator.id(), now);
  }

  /** Delivers to the aggregator of another network. */
  void join(SimulatedNetwork other) {
    totals = other.totals;
    workers = other.workers;
    aggregator = other.aggregator;
    worker.subscribed(aggregator.id(), now);
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
      if (worker.wantsSnapshot()) {
        worker.flush(registry.snapshot().series(), true);
      }
      exchange();
    }
    if (!worker.isDone()) {
      throw new AssertionError("the goodbye was never acknowledged");
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
