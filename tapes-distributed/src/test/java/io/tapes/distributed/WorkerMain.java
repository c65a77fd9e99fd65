package io.tapes.distributed;

import io.tapes.Counter;
import io.tapes.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Arguments: address, how many records, pause in milliseconds after each hundred. */
final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    DistributedRegistry registry =
        DistributedRegistry.builder()
            .address(arguments[0])
            .flushInterval(Duration.ofMillis(20))
            .build();
    registry.connect();
    registry.gauge("g").set(1);
    Counter counter = registry.counter("c");
    Timer timer = registry.timer("t");
    long records = Long.parseLong(arguments[1]);
    for (long i = 0; i < records; i++) {
      counter.increment();
      timer.record(i, TimeUnit.MICROSECONDS);
      if (i % 100 == 0) {
        Thread.sleep(Long.parseLong(arguments[2]));
      }
    }
    System.exit(registry.close(Duration.ofSeconds(50)) ? 0 : 1);
  }
}
