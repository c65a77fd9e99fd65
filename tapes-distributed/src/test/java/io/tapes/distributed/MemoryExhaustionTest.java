package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.blackbox.RecoveredBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are out of memory for a while: nothing ends, nothing is lost. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryExhaustionTest {
  private static final String MILLIS = "2000";

  @TempDir Path folder;

  private Path boxes() {
    return folder.resolve("boxes");
  }

  private String address() {
    return "ipc://" + folder.resolve("a.ipc");
  }

  private static double sum(RegistryAggregator aggregator, String name) {
    return aggregator.snapshot().at(name).map(n -> ((Number) n).doubleValue()).orElse(0.0);
  }

  private Path box() throws IOException {
    try (Stream<Path> files = Files.list(boxes())) {
      return files.filter(f -> f.toString().endsWith(".box")).findFirst().orElseThrow();
    }
  }

  @Test
  void aWorkerWithoutMemory_deliversWhenThereIsSome_andKeepsItsBoxLocked() throws Exception {
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder()
                .address(address())
                .blackBoxFolder(boxes())
                .build()
                .start();
        ChildJvm worker =
            new ChildJvm("-Xmx64m", ExhaustedWorkerMain.class, address(), boxes().toString())) {
      double recorded = Double.parseDouble(worker.ask("0"));
      Await.until("the first", () -> sum(aggregator, "c.value") == 1_000);
      for (int round = 2; round <= 4; round++) {
        recorded = Double.parseDouble(worker.ask(MILLIS));
        assertEquals(1_000 * round, recorded);
        assertTrue(RecoveredBox.claim(box()).isEmpty(), "its process lives");
        double expected = recorded;
        Await.until("round " + round, () -> sum(aggregator, "c.value") == expected);
      }
      Await.until("the last histogram", () -> sum(aggregator, "h999.count") == 4);
      assertEquals(0, sum(aggregator, "tapes.workers.lost.value"));
      recorded = Double.parseDouble(worker.ask("0"));
      worker.kill();
      double expected = recorded;
      Await.until("what stood in the box", () -> sum(aggregator, "c.value") == expected);
      assertEquals(5, sum(aggregator, "h0.count"));
    }
  }

  @Test
  void anAggregatorWithoutMemory_takesReportsAndPassesOnWhenThereIsSome() throws Exception {
    String above = "ipc://" + folder.resolve("above.ipc");
    try (RegistryAggregator top = RegistryAggregator.builder().address(above).build().start();
        ChildJvm middle =
            new ChildJvm(
                "-Xmx80m",
                ExhaustedAggregatorMain.class,
                address(),
                folder.resolve("state").toString(),
                above)) {
      assertEquals("READY", middle.readLine());
      int recorded = 0;
      for (int round = 1; round <= 3; round++) {
        try (DistributedRegistry living = worker()) {
          for (int i = 0; i < 500; i++) {
            living.counter("c").increment();
            living.histogram("h" + i).record(round);
            recorded++;
          }
          double before = Double.parseDouble(middle.ask("0"));
          double during = Double.parseDouble(middle.ask(MILLIS));
          living.counter("c").increment();
          recorded++;
          assertTrue(living.close(Duration.ofSeconds(60)), "round " + round);
          assertTrue(during >= before);
          Await.until("reports", () -> Double.parseDouble(middle.ask("0")) > during);
        }
        int expected = recorded;
        Await.until("all above", () -> sum(top, "c.value") == expected);
      }
      Await.until("the last histogram", () -> sum(top, "h499.count") == 3);
    }
  }

  private DistributedRegistry worker() {
    DistributedRegistry worker =
        DistributedRegistry.builder()
            .address(address())
            .blackBox(false)
            .flushInterval(Duration.ofMillis(20))
            .build();
    worker.connect();
    return worker;
  }
}
