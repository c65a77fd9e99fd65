package io.tapes.benchmarks.distributed;

import io.tapes.distributed.DistributedRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Workers in one process that record in some of their series and flush at the same pace. Arguments:
 * address, workers, series of each, how many of them change, milliseconds between flushes.
 */
final class WorkersProcess {
  private WorkersProcess() {}

  public static void main(String[] args) throws IOException {
    int workers = Integer.parseInt(args[1]);
    int series = Integer.parseInt(args[2]);
    int changing = Integer.parseInt(args[3]);
    long millis = Long.parseLong(args[4]);
    List<DistributedRegistry> registries = new ArrayList<>();
    List<Load> loads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      DistributedRegistry registry =
          DistributedRegistry.builder()
              .address(args[0])
              .flushInterval(Duration.ofMillis(millis))
              .build();
      new Load(registry, series).filled().record();
      loads.add(new Load(registry, changing));
      registry.connect();
      registries.add(registry);
    }
    Thread recorder = new Thread(() -> record(loads, millis), "recorder");
    recorder.setDaemon(true);
    recorder.start();
    Pacemaker pacemaker = new Pacemaker(args[0], series);
    Child.answer(
        Map.of(
            "warm",
            () -> pacemaker.end() ? 1.0 : 0.0,
            "cpu",
            () ->
                Child.cpuNanos()
                    - ManagementFactory.getThreadMXBean().getThreadCpuTime(recorder.getId())));
    registries.forEach(registry -> registry.close(Duration.ofSeconds(5)));
  }

  /** Twice per flush, so that each flush finds a change. */
  private static void record(List<Load> loads, long millis) {
    while (true) {
      loads.forEach(Load::record);
      LockSupport.parkNanos(millis * 500_000);
    }
  }
}
