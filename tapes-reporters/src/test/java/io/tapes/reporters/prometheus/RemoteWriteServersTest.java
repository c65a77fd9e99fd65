package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.reporters.RealServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real Prometheus and a real VictoriaMetrics have of several hosts that write to them. */
class RemoteWriteServersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HOSTS = 3;

  @TempDir Path folder;
  private String server = "";

  /** Who receives. */
  enum Receiver {
    PROMETHEUS,
    VICTORIA_METRICS
  }

  private RealServer start(Receiver receiver, int port) throws Exception {
    server = "http://127.0.0.1:" + port;
    boolean prometheus = receiver == Receiver.PROMETHEUS;
    RealServer started = prometheus ? prometheus(port) : victoria(port);
    String ready = server + (prometheus ? "/-/ready" : "/health");
    started.await(() -> RealServer.answers(ready));
    return started;
  }

  private RealServer prometheus(int port) throws IOException {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    return RealServer.start(
        "prometheus",
        "apt install prometheus",
        folder,
        "--config.file=" + config,
        "--storage.tsdb.path=" + folder.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port,
        "--web.enable-remote-write-receiver",
        "--enable-feature=native-histograms");
  }

  private RealServer victoria(int port) throws IOException {
    return RealServer.start(
        "victoria-metrics",
        "apt install victoria-metrics",
        folder,
        "-storageDataPath=" + folder.resolve("data"),
        "-httpListenAddr=127.0.0.1:" + port,
        "-search.latencyOffset=0s",
        "-search.disableCache",
        "-memory.allowedBytes=128MB",
        "-retentionPeriod=100y");
  }

  private JsonNode results(String expression, long millis) throws Exception {
    RealServer.get(server + "/internal/force_flush"); // Prometheus does not know it
    return JSON.readTree(
            RealServer.get(
                server
                    + "/api/v1/query?query="
                    + URLEncoder.encode(expression, StandardCharsets.UTF_8)
                    + "&time=%d.%03d".formatted(millis / 1_000, millis % 1_000)))
        .at("/data/result");
  }

  private double query(String expression, long millis) throws Exception {
    JsonNode results = results(expression, millis);
    return results.size() == 1 ? results.at("/0/value/1").asDouble() : Double.NaN;
  }

  private RemoteWriteReporter reporter(int host, RemoteWriteHistograms histograms) {
    return RemoteWriteReporter.builder(URI.create(server), "shop")
        .label("instance", "host" + host)
        .histograms(histograms)
        .build();
  }

  @ParameterizedTest
  @EnumSource(Receiver.class)
  void sumsOfHosts_equalTheirLedgers_throughRestarts(Receiver receiver) throws Exception {
    boolean natively = receiver == Receiver.PROMETHEUS;
    RemoteWriteHistograms kind =
        natively ? RemoteWriteHistograms.BOTH : RemoteWriteHistograms.CLASSIC;
    Random random = new Random(5);
    List<Registry> hosts = new ArrayList<>();
    List<RemoteWriteReporter> reporters = new ArrayList<>();
    int port = RealServer.freePorts(1)[0];
    RealServer running = start(receiver, port);
    long ledger = 0;
    List<Long> nanos = new ArrayList<>();
    long millis = 0;
    try {
      for (int host = 0; host < HOSTS; host++) {
        hosts.add(Registry.create());
        reporters.add(reporter(host, kind));
      }
      for (int round = 0; round < 6; round++) {
        for (int host = 0; host < HOSTS; host++) {
          int jobs = random.nextInt(1_000);
          ledger += jobs;
          hosts.get(host).counter("jobs", Tags.of("kind", "a")).increment(jobs);
          for (int i = 0; i < 500; i++) {
            long one = (long) Math.exp(14 + 1.5 * random.nextGaussian());
            nanos.add(one);
            hosts.get(host).timer("work").record(one, TimeUnit.NANOSECONDS);
          }
        }
        if (round == 2) { // the receiver starts anew, with what it had stored
          running.close();
          running = start(receiver, port);
        }
        if (round == 4) { // so does a host's process, whose registry has a state of its own
          reporters.get(1).close();
          reporters.set(1, reporter(1, kind));
        }
        for (int host = 0; host < HOSTS; host++) {
          reporters.get(host).report(hosts.get(host).snapshot());
        }
        millis = System.currentTimeMillis();
      }
      if (!natively) { // shows what it took only after a while
        double all = (double) ledger;
        double last = nanos.size();
        running.await(
            () ->
                query("sum by (kind) (jobs_total)", System.currentTimeMillis()) == all
                    && query("sum(work_seconds_bucket{le=\"+Inf\"})", System.currentTimeMillis())
                        == last);
        millis = System.currentTimeMillis();
      }
      assertEquals((double) ledger, query("sum by (kind) (jobs_total)", millis));
      assertEquals(nanos.size(), query("sum(work_seconds_count)", millis));
      assertEquals(nanos.size(), query("sum(work_seconds_bucket{le=\"+Inf\"})", millis));
      double sum = nanos.stream().mapToLong(Long::longValue).sum() / 1e9;
      assertEquals(sum, query("sum(work_seconds_sum)", millis), 1e-9 * sum);
      for (RemoteWriteReporter one : reporters) {
        assertEquals(0, one.dropped());
      }
      if (natively) {
        assertEquals(nanos.size(), query("histogram_count(sum(work_seconds))", millis));
        quantilesAreWithinTheSchemasWidth(nanos, millis);
      }
      hosts.get(0).remove("jobs", Tags.of("kind", "a"));
      reporters.get(0).report(hosts.get(0).snapshot());
      running.await(() -> results("jobs_total", System.currentTimeMillis()).size() == HOSTS - 1);
      assertTrue(!running.log().contains("level=error"), running.log());
    } finally {
      for (RemoteWriteReporter one : reporters) {
        one.close();
      }
      running.close();
    }
  }

  private void quantilesAreWithinTheSchemasWidth(List<Long> all, long millis) throws Exception {
    long[] nanos = all.stream().mapToLong(Long::longValue).sorted().toArray();
    double width = Math.pow(2, 1 / 8.0);
    for (double q : new double[] {0.1, 0.5, 0.9, 0.99, 0.999}) {
      double truth = nanos[(int) Math.ceil(q * nanos.length) - 1] / 1e9;
      double seen = query("histogram_quantile(" + q + ", sum(work_seconds))", millis);
      assertTrue(
          seen <= truth * width && seen >= truth / width,
          q + " is " + seen + " instead of " + truth);
    }
  }

  @Test
  void goneSeries_natively_areGoneAtOnce() throws Exception {
    Registry registry = Registry.create();
    registry.timer("work").record(1, TimeUnit.MILLISECONDS);
    try (RealServer running = start(Receiver.PROMETHEUS, RealServer.freePorts(1)[0]);
        RemoteWriteReporter reporter = reporter(0, RemoteWriteHistograms.NATIVE)) {
      reporter.report(registry.snapshot());
      assertEquals(1, results("work_seconds", System.currentTimeMillis()).size());
      registry.remove("work");
      running.await(
          () -> {
            reporter.report(registry.snapshot());
            return results("work_seconds", System.currentTimeMillis()).isEmpty();
          });
      assertEquals(0, reporter.dropped());
    }
  }

  /** Prometheus 2.42 throws away a whole request of which one sample is too old. */
  @Test
  void samplesFromThePast_areRefusedAndCounted() throws Exception {
    Registry registry = Registry.create();
    registry.counter("jobs").increment();
    try (RealServer running = start(Receiver.PROMETHEUS, RealServer.freePorts(1)[0]);
        RemoteWriteReporter reporter = reporter(0, RemoteWriteHistograms.CLASSIC)) {
      var now = registry.snapshot();
      reporter.report(now);
      registry.counter("jobs").increment();
      var later = registry.snapshot();
      reporter.report(io.tapes.Snapshot.of(now.wallMillis() - 5, later.series()));
      assertEquals(later.series().size(), reporter.dropped());
      reporter.report(io.tapes.Snapshot.of(now.wallMillis(), later.series()));
      assertTrue(reporter.dropped() > later.series().size(), "the same time, another value");
      reporter.report(io.tapes.Snapshot.of(now.wallMillis() + 5, later.series()));
      assertEquals(2, query("jobs_total", now.wallMillis() + 5));
      assertTrue(running.log().contains("ut of order"), running.log());
    }
  }
}
