package io.tapes.benchmarks.distributed;

import io.tapes.Counter;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Timer;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.RegistryAggregator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Instruments of a worker that delivers, or of a plain registry. */
@State(Scope.Benchmark)
public class RecordingState {
  /** Whose instruments: a worker's with its black box, or a plain registry's. */
  @Param({"tapes", "tapesPlain"})
  public String peer = "tapes";

  Registry registry = Registry.create();
  Counter counter = registry.counter("jobs.done");
  Meter meter = registry.meter("requests");
  Histogram histogram = registry.histogram("payload.bytes");
  Timer timer = registry.timer("latency");

  private @Nullable Path folder;
  private @Nullable RegistryAggregator aggregator;
  private @Nullable DistributedRegistry worker;

  /** Begins to deliver, if it is a worker. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    if (!peer.equals("tapes")) {
      return;
    }
    folder = Files.createTempDirectory("tapes");
    String address = "ipc://" + folder.resolve("a.ipc");
    aggregator = RegistryAggregator.builder().address(address).build().start();
    DistributedRegistry connected = DistributedRegistry.create(address);
    connected.connect();
    worker = connected;
    registry = connected;
    counter = registry.counter("jobs.done");
    meter = registry.meter("requests");
    histogram = registry.histogram("payload.bytes");
    timer = registry.timer("latency");
  }

  /** Ends it. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    if (worker != null) {
      worker.close();
    }
    if (aggregator != null) {
      aggregator.close();
    }
    if (folder != null) {
      Files.deleteIfExists(folder);
    }
  }
}
