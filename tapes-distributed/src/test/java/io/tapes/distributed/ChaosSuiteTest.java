package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that are killed, stopped, told to end and started again in a random order, and totals
 * that are compared to the unit. {@code -Dtapes.chaos.seeds=20} runs as many, {@code
 * -Dtapes.chaos.first=7} begins with that seed, {@code -Dtapes.chaos.steps=200} does more in each.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChaosSuiteTest {
  @TempDir Path folder;

  static LongStream seeds() {
    long first = Long.getLong("tapes.chaos.first", 1);
    return LongStream.range(first, first + Long.getLong("tapes.chaos.seeds", 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverDies_everyRecordIsCountedOnce(long seed) throws Exception {
    int steps = Integer.getInteger("tapes.chaos.steps", 40);
    System.out.println("chaos seed " + seed + ", " + steps + " steps");
    try (ChaosRun run = new ChaosRun(folder, seed)) {
      for (int step = 0; step < steps; step++) {
        run.step();
      }
      String difference = run.settle();
      System.out.println("chaos seed " + seed + ": " + run);
      assertTrue(difference.isEmpty(), () -> "seed " + seed + ", " + run + ": " + difference);
    }
  }
}
