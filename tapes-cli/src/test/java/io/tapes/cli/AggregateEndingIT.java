package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.DistributedRegistry;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An aggregator that ends while those that it reports to are away. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AggregateEndingIT {
  @TempDir Path folder;
  private int port;

  /** A port where nobody listens. */
  @BeforeEach
  void findPort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  private CommandRun start(String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("aggregate", "--listen", "ipc://" + folder.resolve("ipc"), "--interval", "1h"));
    words.addAll(Arrays.asList(more));
    return CommandRun.start(words.toArray(String[]::new));
  }

  private static void deliver(CommandRun run, int count) throws Exception {
    String ready = run.line();
    assertTrue(ready != null && ready.startsWith("READY "), run.errors());
    try (DistributedRegistry worker =
        DistributedRegistry.create(ready.substring("READY ".length()))) {
      worker.counter("jobs.done").increment(count);
      worker.connect();
      assertTrue(worker.close(Duration.ofMinutes(1)));
    }
  }

  private String statsd() {
    return "127.0.0.1:" + port;
  }

  @Test
  void sigterm_statsdAwayAndNoState_saysTheLossAndFails() throws Exception {
    try (CommandRun run = start("--statsd", statsd())) {
      deliver(run, 100);
      run.terminate();
      assertEquals(1, run.exitValue(), run.errors());
      assertTrue(
          run.errors()
              .matches(
                  "(?s).*tapes aggregate: 1\\d\\d increments for statsd udp://127.0.0.1:"
                      + port
                      + " are lost; --state FILE would keep them: cannot send to .*"),
          run.errors());
    }
  }

  @Test
  void sigterm_statsdAwayWithState_sendsItAtTheNextStartOnce() throws Exception {
    String state = folder.resolve("state").toString();
    for (int round = 0; round < 2; round++) { // away through two processes
      try (CommandRun run = start("--statsd", statsd(), "--state", state)) {
        deliver(run, 50);
        run.terminate();
        assertEquals(0, run.exitValue(), run.errors());
        assertTrue(run.errors().contains("wait for the next start"), run.errors());
      }
    }
    assertTrue(Files.exists(Path.of(state + ".undelivered")));
    try (DatagramSocket server = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(60_000);
      for (int more : new int[] {11, 22}) {
        try (CommandRun run = start("--statsd", statsd(), "--state", state)) {
          deliver(run, more);
          run.terminate();
          assertEquals(0, run.exitValue(), run.errors());
          assertFalse(Files.exists(Path.of(state + ".undelivered")));
        }
      }
      long counted = 0;
      while (counted < 133) {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        server.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        counted +=
            text.lines()
                .filter(line -> line.startsWith("jobs.done.value:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:|\\|c", "")))
                .sum();
      }
      assertEquals(133, counted);
    }
  }

  @Test
  void sigterm_carbonAway_saysHowManyLinesAreLost() throws Exception {
    try (CommandRun run = start("--graphite", statsd())) { // nobody listens over TCP either
      deliver(run, 1);
      run.terminate();
      assertEquals(1, run.exitValue(), run.errors());
      assertTrue(
          run.errors()
              .matches(
                  "(?s).*tapes aggregate: \\d+ lines for graphite tcp://127.0.0.1:"
                      + port
                      + " are lost: it was away until the end\n.*"),
          run.errors());
    }
  }

  @Test
  void sighup_readsFilesOfSecretsAgain() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "first\n");
    Path config =
        Files.writeString(
            folder.resolve("c.yaml"),
            "listen: ipc://%s\ninterval: 1h\nreporters:\n".formatted(folder.resolve("ipc")));
    try (Receivers there = new Receivers()) {
      Files.writeString(
          config,
          Files.readString(config)
              + "- {type: pushgateway, url: %s, user: u, password-file: %s, headers: {X-Team: a}}\n"
                  .formatted(there.url(), password));
      try (CommandRun run = CommandRun.start("aggregate", "--config", config.toString())) {
        deliver(run, 1);
        await(there, "PUT /metrics/job/tapes Basic dTpmaXJzdA=="); // u:first
        Files.writeString(password, "second\n");
        run.hangUp();
        await(there, "PUT /metrics/job/tapes Basic dTpzZWNvbmQ="); // u:second
        run.terminate();
        assertEquals(0, run.exitValue(), run.errors());
      }
    }
  }

  private static void await(Receivers there, String beginning) {
    while (!there.hasRequest(beginning, "")) {
      Thread.onSpinWait();
    }
  }
}
