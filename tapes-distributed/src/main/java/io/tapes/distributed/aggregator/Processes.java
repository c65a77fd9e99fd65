package io.tapes.distributed.aggregator;

import io.tapes.distributed.wire.WorkerIdentity;
import java.time.Instant;
import java.util.Optional;

/** Whether a worker's process can be seen from here. */
@FunctionalInterface
public interface Processes {
  /**
   * Start times are computed from the boot time, which moves with corrections of the wall clock:
   * this much, in milliseconds, and it is the same process nevertheless.
   */
  long TOLERANCE_MILLIS = 2_000;

  /** The processes of this host. */
  Processes OF_THIS_HOST =
      worker -> {
        if (worker.startMillis() == 0) {
          return false;
        }
        Optional<Instant> start =
            ProcessHandle.of(worker.pid())
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant());
        return start.isPresent()
            && Math.abs(start.get().toEpochMilli() - worker.startMillis()) <= TOLERANCE_MILLIS;
      };

  /** True if a process of that id runs here and began when the worker's did. */
  boolean isRunning(WorkerIdentity worker);
}
