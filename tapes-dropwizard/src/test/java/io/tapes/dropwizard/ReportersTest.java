package io.tapes.dropwizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.ConsoleReporter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.ScheduledReporter;
import com.codahale.metrics.graphite.Graphite;
import com.codahale.metrics.graphite.GraphiteReporter;
import com.codahale.metrics.jmx.JmxReporter;
import com.codahale.metrics.json.MetricsModule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.reporters.json.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dropwizard's reporters on top of Tapes print the figures of a Tapes snapshot. */
class ReportersTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();
  private final MetricRegistry metrics = new TapesMetricRegistry(registry);

  @BeforeEach
  void record() {
    metrics.counter("jobs").inc(5);
    metrics.register("depth", (Gauge<Double>) () -> 2.5);
    for (int i = 1; i <= 1_000; i++) {
      metrics.meter("errors").mark(3);
      metrics.histogram("bytes").update(100L * i);
      metrics.timer("latency").update(i, TimeUnit.MILLISECONDS);
    }
    clock.advance(Duration.ofSeconds(10));
  }

  @Test
  void json_isThatOfTheReportersOfTapes() throws Exception {
    ObjectMapper theirs =
        new ObjectMapper()
            .registerModule(new MetricsModule(TimeUnit.SECONDS, TimeUnit.SECONDS, false));
    JsonNode printed = theirs.readTree(theirs.writeValueAsBytes(metrics));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonFormat.dropwizard(Instant.EPOCH).write(registry.snapshot(), bytes);
    JsonNode ours = theirs.readTree(bytes.toByteArray());

    for (String kind : new String[] {"counters", "gauges", "histograms", "meters", "timers"}) {
      assertEquals(1, printed.path(kind).size(), kind);
      requireSame(kind, ours.path(kind), printed.path(kind));
    }
  }

  private static void requireSame(String path, JsonNode expected, JsonNode actual) {
    if (expected.isNumber()) {
      double value = expected.doubleValue();
      assertEquals(value, actual.doubleValue(), Math.abs(value) * 1e-12, path);
    } else if (expected.isObject()) {
      Set<String> names = new TreeSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      Set<String> others = new TreeSet<>();
      actual.fieldNames().forEachRemaining(others::add);
      assertEquals(names, others, path);
      names.forEach(name -> requireSame(path + "." + name, expected.path(name), actual.path(name)));
    } else {
      assertEquals(expected, actual, path);
    }
  }

  @Test
  void jmx_hasTheFigures() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try (JmxReporter reporter =
        JmxReporter.forRegistry(metrics)
            .inDomain("tapes.dropwizard.test")
            .convertDurationsTo(TimeUnit.SECONDS)
            .build()) {
      reporter.start();
      Snapshot snapshot = registry.snapshot();
      check(
          server,
          "type=timers,name=latency",
          snapshot,
          "latency",
          Map.of(
              "Count",
              "count",
              "OneMinuteRate",
              "m1",
              "FifteenMinuteRate",
              "m15",
              "99thPercentile",
              "q99",
              "50thPercentile",
              "q50",
              "Max",
              "max",
              "Mean",
              "mean",
              "StdDev",
              "stddev"));
      check(
          server,
          "type=histograms,name=bytes",
          snapshot,
          "bytes",
          Map.of("Count", "count", "Min", "min", "999thPercentile", "q999", "Mean", "mean"));
      check(
          server,
          "type=meters,name=errors",
          snapshot,
          "errors",
          Map.of("Count", "count", "FiveMinuteRate", "m5"));
      check(server, "type=counters,name=jobs", snapshot, "jobs", Map.of("Count", "value"));
      check(server, "type=gauges,name=depth", snapshot, "depth", Map.of("Value", "value"));
    }
  }

  private static void check(
      MBeanServer server, String bean, Snapshot snapshot, String name, Map<String, String> fields)
      throws Exception {
    ObjectName object =
        new ObjectName(
            "tapes.dropwizard.test:"
                + bean.replaceFirst("type=(\\w+),name=(\\w+)", "name=$2,type=$1"));
    for (Map.Entry<String, String> field : fields.entrySet()) {
      double expected = snapshot.number(name + "." + field.getValue());
      double actual = ((Number) server.getAttribute(object, field.getKey())).doubleValue();
      assertEquals(expected, actual, Math.abs(expected) * 1e-12, name + "." + field.getKey());
    }
  }

  @Test
  void graphite_isSentTheFigures() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> received =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  return new String(
                      socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      Graphite graphite =
          new Graphite(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
      try (ScheduledReporter reporter =
          GraphiteReporter.forRegistry(metrics)
              .convertDurationsTo(TimeUnit.SECONDS)
              .build(graphite)) {
        reporter.report();
      }
      graphite.close();
      Map<String, Double> lines = parse(received.get(30, TimeUnit.SECONDS));

      Snapshot snapshot = registry.snapshot();
      assertEquals(5, lines.get("jobs.count"));
      assertEquals(2.5, lines.get("depth"));
      assertEquals(3_000, lines.get("errors.count"));
      Map<String, String> figures =
          Map.of(
              "count", "count", "min", "min", "max", "max", "mean", "mean", "stddev", "stddev",
              "p50", "q50", "p75", "q75", "p95", "q95", "p99", "q99", "p999", "q999");
      figures.forEach(
          (theirs, ours) -> {
            assertEquals(
                snapshot.number("latency." + ours), lines.get("latency." + theirs), 0.006, theirs);
            assertEquals(
                snapshot.number("bytes." + ours), lines.get("bytes." + theirs), 0.006, theirs);
          });
      assertEquals(snapshot.number("errors.m1"), lines.get("errors.m1_rate"), 0.006);
    }
  }

  /** The plain-text protocol: a path without blanks, a number, seconds, a line end. */
  private static Map<String, Double> parse(String text) {
    Pattern line = Pattern.compile("([\\w.-]+) (-?\\d+(?:\\.\\d+)?) (\\d+)\n");
    Matcher lines = line.matcher(text);
    Map<String, Double> values = new HashMap<>();
    int end = 0;
    while (lines.find() && lines.start() == end) {
      end = lines.end();
      assertEquals(null, values.put(lines.group(1), Double.valueOf(lines.group(2))));
    }
    assertEquals(text.length(), end, () -> "no line of the protocol: " + text);
    return values;
  }

  @Test
  void console_printsTheFigures() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (ConsoleReporter reporter =
        ConsoleReporter.forRegistry(metrics)
            .outputTo(out)
            .formattedFor(Locale.ROOT)
            .formattedFor(TimeZone.getTimeZone("UTC"))
            .convertDurationsTo(TimeUnit.SECONDS)
            .build()) {
      reporter.report();
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);
    Snapshot snapshot = registry.snapshot();
    for (String expected :
        new String[] {
          String.format(Locale.ROOT, "99%% <= %2.2f seconds", snapshot.number("latency.q99")),
          String.format(Locale.ROOT, "max = %2.2f seconds", snapshot.number("latency.max")),
          String.format(Locale.ROOT, "median = %2.2f", snapshot.number("bytes.q50")),
          String.format(
              Locale.ROOT, "1-minute rate = %2.2f events/second", snapshot.number("errors.m1")),
          "count = 3000",
          "value = 2.5"
        }) {
      assertTrue(printed.contains(expected), () -> expected + " is missing in\n" + printed);
    }
  }
}
