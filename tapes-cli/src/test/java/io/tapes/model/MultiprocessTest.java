package io.tapes.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapes.Aggregation;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.reporters.prometheus.PushgatewayReporter;
import io.tapes.reporters.prometheus.parse.PrometheusParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Python client does in multiprocess mode, and what it does not: three processes with the
 * values 1, 2 and 4, of which the last is killed.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MultiprocessTest {
  private static final String PUSHGATEWAY = "prometheus-pushgateway";

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    for (Process process : processes) {
      process.destroyForcibly().onExit().join();
    }
  }

  private Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }

  private Process worker(String address, int value) throws IOException {
    return start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MultiprocessWorkerMain.class.getName(),
            address,
            "" + value));
  }

  private static Snapshot await(RegistryAggregator aggregator, Predicate<Snapshot> condition) {
    Snapshot now = aggregator.snapshot();
    while (!condition.test(now)) {
      LockSupport.parkNanos(20_000_000);
      now = aggregator.snapshot();
    }
    return now;
  }

  private static boolean is(Snapshot now, String path, double value) {
    return now.at(path).isPresent() && now.number(path) == value;
  }

  private static double gauge(Snapshot now, Aggregation aggregation) {
    return now.number("g." + aggregation + ".value");
  }

  private static long series(Snapshot now, String name) {
    return now.series().stream().filter(one -> one.name().equals(name)).count();
  }

  private static void assertAlike(Snapshot now, double live, double liveMax, double liveMean) {
    assertEquals(7, gauge(now, Aggregation.SUM));
    assertEquals(live, gauge(now, Aggregation.LIVE_SUM));
    assertEquals(4, gauge(now, Aggregation.MAX));
    assertEquals(liveMax, gauge(now, Aggregation.LIVE_MAX));
    assertEquals(1, gauge(now, Aggregation.MIN));
    assertEquals(1, gauge(now, Aggregation.LIVE_MIN));
    assertEquals(4, gauge(now, Aggregation.MOST_RECENT));
    assertEquals(liveMax, gauge(now, Aggregation.LIVE_MOST_RECENT));
    assertEquals(7 / 3.0, gauge(now, Aggregation.MEAN), 1e-9);
    assertEquals(liveMean, gauge(now, Aggregation.LIVE_MEAN), 1e-9);
    for (Aggregation aggregation : Aggregation.values()) {
      assertEquals(0, series(now, "unset." + aggregation), "a gauge that nobody set");
    }
    // Whatever a killed process had counted stays.
    assertEquals(7, now.number("requests.value"));
    assertEquals(1.75, now.number("amounts.value"));
    assertEquals(3, now.number("sizes.count"));
    assertEquals(7, now.number("waits.total"));
    assertEquals(7, now.number("pool.taken.value"));
    assertEquals(3, series(now, "process.cpu.seconds.total"));
    assertEquals(1, now.number("build.{version=1.2}.value"));
  }

  @Test
  void threeProcesses_ofWhichOneIsKilled() throws Exception {
    String address = "ipc://" + folder.resolve("tapes.ipc");
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address(address).build().start()) {
      worker(address, 1);
      await(aggregator, now -> is(now, "pool.taken.value", 1));
      worker(address, 2);
      await(aggregator, now -> is(now, "pool.taken.value", 3));
      Process last = worker(address, 4);
      Snapshot all =
          await(
              aggregator,
              now ->
                  is(now, "pool.taken.value", 7)
                      && series(now, "process.resident.memory.bytes") == 3);
      assertAlike(all, 7, 4, 7 / 3.0);
      assertEquals(3, series(all, "g.ALL"));
      assertEquals(3, series(all, "g.LIVE_ALL"));
      assertEquals(3, series(all, "pool.size"));
      assertEquals(3, all.number("phase.{phase=BUSY}.value"));

      last.destroyForcibly().onExit().join();
      Snapshot left = await(aggregator, now -> is(now, "g.LIVE_SUM.value", 3));
      assertAlike(left, 3, 2, 1.5);
      assertEquals(3, series(left, "g.ALL"));
      assertEquals(2, series(left, "g.LIVE_ALL"));
      assertEquals(2, series(left, "pool.size"));
      assertEquals(2, series(left, "process.resident.memory.bytes"));
      assertEquals(2, left.number("phase.{phase=BUSY}.value"));
      assertValid(left);
      assertPushed(left);
    }
  }

  /** A page without a clash, a duplicate or a time. */
  private static void assertValid(Snapshot now) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    assertEquals(List.of(), PrometheusFormat.text().write(now, page));
    Snapshot read =
        PrometheusParser.text()
            .refusingTimestamps()
            .snapshot(new ByteArrayInputStream(page.toByteArray()), 0);
    assertEquals(7, read.number("requests_total.value"));
    assertTrue(read.series().stream().map(Series::name).anyMatch("g_LIVE_SUM"::equals));
  }

  /** The Python client cannot push what several processes have. */
  private void assertPushed(Snapshot now) throws Exception {
    boolean installed =
        List.of(System.getenv("PATH").split(":", -1)).stream()
            .anyMatch(one -> Files.isExecutable(Path.of(one, PUSHGATEWAY)));
    assertTrue(
        installed || !Boolean.getBoolean("tapes.backends.required"),
        PUSHGATEWAY + " is missing: apt install " + PUSHGATEWAY);
    assumeTrue(installed, PUSHGATEWAY + " is missing");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI gateway = URI.create("http://127.0.0.1:" + port);
    start(List.of(PUSHGATEWAY, "--web.listen-address=127.0.0.1:" + port));
    try (PushgatewayReporter push = PushgatewayReporter.builder(gateway, "service").build()) {
      push.report(now); // again and again until it listens
    }
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(gateway.resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertTrue(
        page.body().contains("\nrequests_total{instance=\"\",job=\"service\"} 7\n"), page.body());
    assertTrue(
        page.body().contains("\nwaits_count{instance=\"\",job=\"service\"} 3\n"), page.body());
  }
}
