package io.tapes.soak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Aggregators and workers that are harmed for as long as {@code -Dtapes.soak.minutes} says: nothing
 * grows, and every series is exact. The profile {@code soak} runs it; CONTRIBUTING.md has more.
 */
class Soak {
  @TempDir Path folder;

  @Test
  void whateverHappensForLong_nothingGrows_andEveryRecordIsCountedOnce() throws Exception {
    SoakPlan plan = SoakPlan.ofProperties();
    Path reports = Files.createDirectories(Path.of(System.getProperty("tapes.soak.out", "target")));
    Path log = reports.resolve("soak.log");
    Files.deleteIfExists(log);
    System.out.println("soak of " + plan + "; what its processes say goes to " + log);
    try (SoakRun run = new SoakRun(plan, folder, log)) {
      try {
        run.run();
      } finally {
        String table = run.table().toString();
        Files.writeString(reports.resolve("soak.txt"), table);
        System.out.println(table);
      }
      assertTrue(run.table().verdicts().isEmpty(), () -> String.join("\n", run.table().verdicts()));
    }
  }
}
