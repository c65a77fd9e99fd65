package io.tapes.benchmarks.distributed;

import io.tapes.Counter;
import io.tapes.Tags;
import io.tapes.distributed.DistributedRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A worker whose series are all removed and replaced at each "replace". Arguments: address, series
 * at a time.
 */
final class ChurnProcess {
  /** The counter that stays, of all series that were made. */
  static final String MADE = "churn.made";

  private final DistributedRegistry registry;
  private final Counter made;
  private final int alive;
  private final List<Counter> series = new ArrayList<>();

  private ChurnProcess(DistributedRegistry registry, int alive) {
    this.registry = registry;
    this.alive = alive;
    made = registry.counter(MADE);
  }

  public static void main(String[] args) throws IOException {
    DistributedRegistry registry =
        DistributedRegistry.builder().address(args[0]).flushInterval(Duration.ofMillis(20)).build();
    ChurnProcess churn = new ChurnProcess(registry, Integer.parseInt(args[1]));
    registry.connect();
    Child.answer(Map.of("replace", churn::replace));
    registry.close(Duration.ofSeconds(5));
  }

  /** Returns how many series were made since the start. */
  private double replace() {
    series.forEach(registry::remove);
    series.clear();
    for (int i = 0; i < alive; i++) {
      Counter job = registry.counter("churn.job", Tags.of("job", "j" + made.value()));
      job.increment();
      series.add(job);
      made.increment();
    }
    return made.value();
  }
}
