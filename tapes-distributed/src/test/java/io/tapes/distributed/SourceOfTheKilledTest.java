package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker's source showed stays as it was delivered, but for what belongs to the living. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceOfTheKilledTest {
  @TempDir Path folder;

  @Test
  void countsAndGauges_stay_butThoseOfTheLiving() throws Exception {
    String address = "ipc://" + folder.resolve("a.ipc");
    Path boxes = folder.resolve("boxes");
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address(address).blackBoxFolder(boxes).build().start()) {
      try (ChildJvm worker = new ChildJvm(SourceMain.class, address, boxes.toString())) {
        Await.until("shown", () -> number(aggregator, "pool.active") == 2);
        assertEquals(5, number(aggregator, "pool.size"));
        worker.kill();
        Await.until("noticed", () -> number(aggregator, "tapes.workers") == 0);
      }
      assertEquals(0, number(aggregator, "pool.active"));
      assertEquals(7, number(aggregator, "own"));
      assertEquals(3, number(aggregator, "pool.taken"));
      assertEquals(5, number(aggregator, "pool.size"));
    }
  }

  private static double number(RegistryAggregator aggregator, String metric) {
    return aggregator
        .snapshot()
        .at(metric + ".value")
        .map(n -> ((Number) n).doubleValue())
        .orElse(0.0);
  }
}
