package io.tapes.benchmarks.distributed;

import io.tapes.distributed.DistributedRegistry;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One more worker of the process that flushes as often as it can, so that everything is compiled
 * before it is measured. What it counts is part of the same sums.
 */
final class Pacemaker {
  private static final Duration PACE = Duration.ofMillis(5);

  private final DistributedRegistry registry;
  private final Load load;
  private final Thread recorder = new Thread(this::record, "pacemaker");
  private volatile boolean ended;

  Pacemaker(String address, int series) {
    registry = DistributedRegistry.builder().address(address).flushInterval(PACE).build();
    load = new Load(registry, series).filled();
    recorder.setDaemon(true);
    recorder.start();
    registry.connect();
  }

  private void record() {
    while (!ended) {
      load.record();
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  /** Ends it; whether it delivered everything. */
  boolean end() {
    ended = true;
    return registry.close(Duration.ofSeconds(5));
  }
}
