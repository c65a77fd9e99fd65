package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.DistributedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that adds up what it gets has every event once, whatever becomes of the settings. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AggregateIncreasesIT {
  @TempDir Path folder;

  private static void deliver(CommandRun run, int count) throws Exception {
    String ready = run.line();
    assertTrue(ready != null && ready.startsWith("READY "), run.errors());
    deliver(ready.substring("READY ".length()), count);
  }

  private static void deliver(String address, int count) {
    try (DistributedRegistry worker = DistributedRegistry.create(address)) {
      worker.counter("jobs.done").increment(count);
      worker.connect();
      assertTrue(worker.close(Duration.ofMinutes(1)));
    }
  }

  private static void awaitCount(Receivers there, String name, long count) throws Exception {
    while (there.counted(name) < count) {
      Thread.sleep(20);
    }
    assertEquals(count, there.counted(name));
  }

  private void write(Path config, Receivers there, String rest) throws Exception {
    Files.writeString(
        config,
        "listen: ipc://%s\nreporters:\n- {type: statsd, address: %s, %s}\n"
            .formatted(folder.resolve("ipc"), there.statsdAddress(), rest));
  }

  private static void hangUpUntil(CommandRun run, String sentence) throws Exception {
    run.hangUp();
    while (!run.errors().contains(sentence)) {
      Thread.sleep(20);
    }
  }

  @Test
  void sighup_neitherLosesNorDoubles() throws Exception {
    Path config = folder.resolve("c.yaml");
    try (Receivers there = new Receivers()) {
      write(config, there, "interval: 100ms");
      try (CommandRun run = CommandRun.start("aggregate", "--config", config.toString())) {
        deliver(run, 7);
        awaitCount(there, "jobs.done.value", 7);

        write(config, there, "intervall: 200ms");
        hangUpUntil(
            run,
            "tapes aggregate: the configuration stays as it was: %s: reporters[0]: unknown setting 'intervall'; did you mean 'interval'?\n"
                .formatted(config));
        deliver("ipc://" + folder.resolve("ipc"), 1);
        awaitCount(there, "jobs.done.value", 8);

        write(config, there, "interval: 200ms");
        hangUpUntil(run, "tapes aggregate: the configuration was read again\n");
        deliver("ipc://" + folder.resolve("ipc"), 1);
        awaitCount(there, "jobs.done.value", 9);

        // Under another prefix the server gets what is added from then on: it has the rest.
        write(config, there, "interval: 200ms, prefix: new}\n- {type: stream, file: '-'");
        run.hangUp();
        String line = run.line();
        assertTrue(line != null && line.contains("\"jobs\":{\"done\":{\"value\":9}}"), line);
        deliver("ipc://" + folder.resolve("ipc"), 5);
        awaitCount(there, "new.jobs.done.value", 5);

        // One that is gone for a while has missed what came in between, and no more.
        Files.writeString(
            config,
            "listen: ipc://%s\nreporters:\n- {type: stream, file: '-'}\n"
                .formatted(folder.resolve("ipc")));
        run.hangUp();
        deliver("ipc://" + folder.resolve("ipc"), 3);
        while (line != null && !line.contains("\"value\":17}")) {
          line = run.line();
        }
        write(config, there, "interval: 200ms, prefix: new");
        run.hangUp();
        awaitCount(there, "new.jobs.done.value", 8);
        run.terminate();
        run.rest();
        assertEquals(0, run.exitValue(), run.errors());
        assertEquals(9, there.counted("jobs.done.value"));
        assertEquals(8, there.counted("new.jobs.done.value"));
      }
    }
  }

  @Test
  void aSeriesThatExpired_andComesBack_isSentOnce() throws Exception {
    String address = "ipc://" + folder.resolve("ipc");
    try (Receivers there = new Receivers();
        CommandRun run =
            CommandRun.start(
                "aggregate",
                "--listen",
                address,
                "--expire-series",
                "1s",
                "--statsd",
                there.statsdAddress(),
                "--stream",
                "-",
                "--interval",
                "100ms")) {
      deliver(run, 7);
      awaitCount(there, "jobs.done.value", 7);
      String line = run.line();
      // The report that counts it may be the one that has its last value.
      while (line != null
          && (!line.contains("\"expired\":{\"value\":1}") || line.contains("jobs"))) {
        line = run.line();
      }
      assertTrue(line != null, run.errors());
      deliver(address, 5);
      awaitCount(there, "jobs.done.value", 12);
      deliver(address, 1);
      awaitCount(there, "jobs.done.value", 13);
      run.terminate();
      run.rest();
      assertEquals(0, run.exitValue(), run.errors());
      assertEquals(13, there.counted("jobs.done.value"));
    }
  }

  @Test
  void sighup_withAnotherAddress_saysThatItStays() throws Exception {
    Path config = folder.resolve("c.yaml");
    try (Receivers there = new Receivers()) {
      write(config, there, "interval: 100ms");
      try (CommandRun run = CommandRun.start("aggregate", "--config", config.toString())) {
        deliver(run, 1);
        String text = Files.readString(config);
        Files.writeString(config, text.replace("/ipc\n", "/other\n"));
        hangUpUntil(run, "'listen', 'http' and 'memory-limit' stay as they were until a restart\n");
      }
    }
  }

  @Test
  void stateOfAnEarlierProcess_isNotReportedAgain() throws Exception {
    try (Receivers there = new Receivers()) {
      for (int round = 1; round <= 2; round++) {
        try (CommandRun run =
            CommandRun.start(
                "aggregate",
                "--listen",
                "ipc://" + folder.resolve("ipc"),
                "--state",
                folder.resolve("state").toString(),
                "--statsd",
                there.statsdAddress() + ",interval=9999h")) {
          deliver(run, 7);
          run.terminate();
          assertEquals(0, run.exitValue(), run.errors());
          awaitCount(there, "jobs.done.value", 7L * round);
        }
      }
    }
  }
}
