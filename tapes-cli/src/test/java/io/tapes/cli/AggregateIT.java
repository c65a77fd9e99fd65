package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.distributed.DistributedRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AggregateIT {
  private final ObjectMapper json = new ObjectMapper();

  private static void deliver(String address) {
    try (DistributedRegistry worker = DistributedRegistry.create(address)) {
      worker.counter("jobs.done").increment(7);
      worker.connect();
      assertTrue(worker.close(Duration.ofMinutes(1)));
    }
  }

  @Test
  void sigterm_reportsALastTime_andExitsWith0(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("ipc");
    Path file = folder.resolve("stream");
    // An interval that never comes: what is in the file is the first report and the last.
    try (CommandRun run =
        CommandRun.start(
            "aggregate", "--listen", address, "--stream", file.toString(), "--interval", "9999h")) {
      assertEquals("READY " + address, run.line());
      deliver(address);
      run.terminate();
      assertEquals(0, run.exitValue(), run.errors());
      assertEquals("", run.complaints());
      assertEquals("", run.rest());
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    JsonNode last = json.readTree(lines.get(lines.size() - 1));
    assertEquals(7, last.at("/jobs/done/value").asLong(), last::toString);
    assertTrue(Files.notExists(folder.resolve("ipc")));
  }

  @Test
  void state_keepsTheSumsForTheNextRun(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("ipc");
    Path file = folder.resolve("stream");
    for (int round = 1; round <= 2; round++) {
      try (CommandRun run =
          CommandRun.start(
              "aggregate",
              "--listen",
              address,
              "--state",
              folder.resolve("state").toString(),
              "--stream",
              file.toString(),
              "--interval",
              "9999h")) {
        assertEquals("READY " + address, run.line());
        deliver(address);
        run.terminate();
        assertEquals(0, run.exitValue(), run.errors());
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      JsonNode last = json.readTree(lines.get(lines.size() - 1));
      assertEquals(7L * round, last.at("/jobs/done/value").asLong(), last::toString);
    }
  }

  @Test
  void upstreamWithoutState_isRefused(@TempDir Path folder) throws Exception {
    try (CommandRun run =
        CommandRun.start(
            "aggregate",
            "--listen",
            "ipc://" + folder.resolve("ipc"),
            "--upstream",
            "ipc://" + folder.resolve("other"))) {
      assertEquals(2, run.exitValue());
      assertTrue(run.errors().contains("--upstream needs --state"), run.errors());
    }
  }

  @Test
  void portZero_readyHasTheActualPort_andTheStreamFollowsOnStdout() throws Exception {
    try (CommandRun run =
        CommandRun.start(
            "aggregate", "--listen", "tcp://127.0.0.1:0", "--stream", "-", "--interval", "100ms")) {
      String ready = run.line();
      assertTrue(ready.matches("READY tcp://127\\.0\\.0\\.1:[1-9]\\d*"), ready);
      String address = ready.substring("READY ".length());
      deliver(address);
      String line = run.line();
      while (json.readTree(line).at("/jobs/done/value").asLong() != 7) {
        line = run.line();
      }
      run.terminate();
      run.rest();
      assertEquals(0, run.exitValue(), run.errors());
    }
  }

  @Test
  void liveAggregator_keepsItsAddress_whenAnotherIsStarted(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("ipc");
    try (CommandRun first = CommandRun.start("aggregate", "--listen", address, "--stream", "-")) {
      assertEquals("READY " + address, first.line());
      try (CommandRun second =
          CommandRun.start("aggregate", "--listen", address, "--stream", "-")) {
        assertEquals(1, second.exitValue());
        assertEquals("", second.rest());
        assertEquals(1, second.errors().lines().count(), second.errors());
        assertTrue(second.errors().contains(address), second.errors());
      }
      deliver(address);
    }
  }

  @Test
  void killedAggregator_isReplacedAtItsAddress(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("ipc");
    try (CommandRun first = CommandRun.start("aggregate", "--listen", address, "--stream", "-")) {
      assertEquals("READY " + address, first.line());
      first.kill();
      assertNotEquals(0, first.exitValue());
    }
    try (CommandRun second = CommandRun.start("aggregate", "--listen", address, "--stream", "-")) {
      assertEquals("READY " + address, second.line(), second.errors());
    }
  }

  @Test
  void top_showsWhatItServes(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("ipc");
    try (CommandRun run =
        CommandRun.start("aggregate", "--listen", address, "--http", "127.0.0.1:0")) {
      assertEquals("READY " + address, run.line());
      deliver(address);
      String url = run.errors().replaceFirst("(?s).*(http://[^/]+)/.*", "$1");
      try (CommandRun top = CommandRun.start("top", url, "--once")) {
        String shown = top.rest();
        assertEquals(0, top.exitValue(), top.errors());
        assertTrue(shown.startsWith(url + "/stats\n"), shown);
        assertTrue(shown.matches("(?s).*\njobs\\.done +7\n.*"), shown);
      }
      try (CommandRun top = CommandRun.start("top", url + "/stats/no/such", "--once")) {
        assertEquals("", top.rest());
        assertEquals(1, top.exitValue());
        assertEquals(
            "tapes top: " + url + "/stats/no/such answered with status 404 instead of 200\n",
            top.errors());
      }
    }
  }

  @Test
  void sighup_readsTheConfigurationAgain_andKeepsTotals(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("ipc");
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Path config = folder.resolve("c.yaml");
    String kept = "interval: 100ms\nreporters:\n- {type: stream, file: " + first + "}\n";
    Files.writeString(config, kept);
    try (CommandRun run =
        CommandRun.start("aggregate", "--listen", address, "--config", config.toString())) {
      assertEquals("READY " + address, run.line());
      deliver(address);
      Files.writeString(config, kept + "- {type: strem, file: " + second + "}\n");
      run.hangUp();
      while (!run.errors().contains("did you mean 'stream'?")) {
        Thread.sleep(20);
      }
      Files.writeString(config, kept + "- {type: stream, file: " + second + "}\n");
      run.hangUp();
      while (Files.notExists(second) || Files.size(second) == 0) {
        Thread.sleep(20);
      }
      run.terminate();
      assertEquals(0, run.exitValue(), run.errors());
    }
    for (Path file : List.of(first, second)) {
      List<String> lines = Files.readAllLines(file);
      JsonNode last = json.readTree(lines.get(lines.size() - 1));
      assertEquals(7, last.at("/jobs/done/value").asLong(), last::toString);
    }
  }
}
