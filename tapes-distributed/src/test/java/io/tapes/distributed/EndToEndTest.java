package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndTest {
  @TempDir Path folder;

  @Test
  void close_returnsTrue_whenTheAggregateHasEverything() {
    String address = "ipc://" + folder.resolve("a.ipc");
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address(address).build().start();
        DistributedRegistry registry = DistributedRegistry.create(address)) {
      registry.connect();
      registry.counter("jobs").increment(3);
      registry.timer("t").record(Duration.ofMillis(2));
      registry.gauge("g").set(2);

      assertTrue(registry.close(Duration.ofSeconds(30)));

      assertEquals(3, aggregator.snapshot().number("jobs.value"));
      assertEquals(1, aggregator.snapshot().number("t.count"));
    }
  }
}
