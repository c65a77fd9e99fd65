package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests turn a manual clock, await latches or conditions, and do not sleep. */
class SleepingTestsTest {
  /** These pace real processes, or ask them again and again until a condition holds. */
  private static final Set<String> OF_PROCESSES =
      Set.of(
          "AggregateIT.java",
          "AggregateIncreasesIT.java",
          "AggregateReportersIT.java",
          "AggregatorProcess.java",
          "Await.java",
          "ChaosRun.java",
          "ChaosTest.java",
          "Engine.java",
          "JobsMain.java",
          "LedgerMain.java",
          "LineBufferTest.java",
          "MeterWorker.java",
          "RealServer.java",
          "ScaleOutIT.java",
          "SmallBoxTest.java",
          "ThreeApplicationsTest.java",
          "ThreeJvmsTest.java",
          "TwoJvmsTest.java",
          "WorkerMain.java");

  @Test
  void test_sleepsOnlyBesideProcesses() throws IOException {
    List<String> sleeping = new ArrayList<>();
    int read = 0;
    for (Path file : sources()) {
      read++;
      String name = String.valueOf(file.getFileName());
      boolean paces = OF_PROCESSES.contains(name) || file.toString().contains("/io/tapes/soak/");
      if (!paces && Files.readString(file).contains("Thread." + "sleep(")) {
        sleeping.add(file.toString());
      }
    }
    assertTrue(read > 300, "Only " + read + " files are found: the test is void.");
    assertEquals(List.of(), sleeping);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(".."))) {
      return all.filter(file -> file.toString().matches(".*/src/test/java/.*\\.java")).toList();
    }
  }
}
