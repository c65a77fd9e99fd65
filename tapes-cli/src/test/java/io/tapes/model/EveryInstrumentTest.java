package io.tapes.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Family;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.PageFormat;
import io.tapes.reporters.graphite.GraphiteFormat;
import io.tapes.reporters.graphite.GraphiteTags;
import io.tapes.reporters.influx.InfluxFormat;
import io.tapes.reporters.json.JsonFormat;
import io.tapes.reporters.otlp.OtlpFormat;
import io.tapes.reporters.otlp.OtlpHistograms;
import io.tapes.reporters.otlp.OtlpTemporality;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.reporters.spectatord.SpectatordFormat;
import io.tapes.reporters.statsd.StatsdFormat;
import io.tapes.reporters.statsd.StatsdTags;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever instrument there is can be recorded, merged over processes, and shown. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // the instruments are used by their registry
class EveryInstrumentTest {
  @TempDir Path folder;

  /** What of each worker counts, times the workers. */
  private static void assertCounted(Snapshot now, int workers) {
    assertEquals(2 * workers, now.number("http.latency.{path=/buy}.count"));
    assertEquals(workers, now.number("payload.count"));
    assertEquals(2 * workers, now.number("conversion.ratio.count"));
    assertEquals(-1.5, now.number("conversion.ratio.min"), 0.015);
    assertEquals(1.5 * workers, now.number("answer.bytes.total"));
    assertEquals(0.25 * workers, now.number("cpu.used.value"));
    assertEquals(5 * workers, now.number("jobs.done.value"));
    assertEquals(3 * workers, now.number("errors.count"));
    assertEquals(21.5 * workers, now.number("temperature.value"));
    assertEquals(-workers, now.number("in.flight.value"));
    assertEquals(17, now.number("queue.peak.value"));
    assertTrue(now.number("last.success.value") < 100);
    assertEquals(1_000 * workers, now.number("nic.bytes.value"));
    assertEquals(1.5 * workers, now.number("nic.seconds.value"));
    assertEquals(7 * workers, now.number("nic.packets.value"));
    assertEquals(4 * workers, now.number("conn.wait.count"));
    assertEquals(workers, now.number("jobs.active.active"));
    assertEquals(1, now.number("build.{version=1.2}.value"));
    assertEquals(workers, now.number("job.phase.{job.phase=RUNNING}.value"));
    assertEquals(0, now.number("job.phase.{job.phase=IDLE}.value"));
    assertEquals(workers, now.number("http.{status=200}.count"));
    assertEquals(workers, now.number("failures.value"));
    assertEquals(0, now.number("g.value"));
    MetricInfo payload =
        now.families().stream()
            .map(Family::info)
            .filter(info -> info.name().equals("payload"))
            .findFirst()
            .orElseThrow();
    assertEquals("Request size", payload.description());
    assertEquals("bytes", payload.unit());
    assertEquals(List.of(100.0, 1_000.0, 10_000.0), payload.bounds());
  }

  @Test
  void inOneProcess_eachShowsWhatWasRecorded() throws Exception {
    Registry registry = Registry.create();
    try (EveryInstrument ignored = new EveryInstrument(registry)) {
      Snapshot now = registry.snapshot();
      assertCounted(now, 1);
      Set<MetricKind> seen = EnumSet.noneOf(MetricKind.class);
      now.series().forEach(series -> seen.add(series.kind()));
      assertEquals(EnumSet.allOf(MetricKind.class), seen, "this test has each kind");
    }
  }

  @Test
  void overTwoWorkersAndAnAggregator_eachIsCombined() throws Exception {
    String address = "ipc://" + folder.resolve("a.ipc");
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address(address).build().start();
        DistributedRegistry one = DistributedRegistry.create(address);
        DistributedRegistry other = DistributedRegistry.create(address);
        EveryInstrument ofOne = new EveryInstrument(one);
        EveryInstrument ofOther = new EveryInstrument(other)) {
      one.connect();
      other.connect();
      while (!isAt(aggregator.snapshot(), "failures.value", 2)
          || !isAt(aggregator.snapshot(), "g.seen.value", 2)
          || !isAt(aggregator.snapshot(), "conn.wait.count", 8)) {
        LockSupport.parkNanos(20_000_000);
      }
      assertCounted(aggregator.snapshot(), 2);
    }
  }

  private static boolean isAt(Snapshot now, String path, double value) {
    return now.at(path).isPresent() && now.number(path) == value;
  }

  @Test
  void inEveryFormat_eachIsWritten() throws Exception {
    Registry registry = Registry.create();
    try (EveryInstrument ignored = new EveryInstrument(registry)) {
      Snapshot now = registry.snapshot();
      Map<String, PageFormat> pages =
          Map.of(
              "json", JsonFormat.compact(),
              "flat json", JsonFormat.flat(),
              "text", PrometheusFormat.text()::write,
              "openmetrics", PrometheusFormat.openMetrics()::write,
              "protobuf", PrometheusFormat.protobuf()::write);
      for (Map.Entry<String, PageFormat> page : pages.entrySet()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.getValue().write(now, out);
        assertNamed(page.getKey(), now, out.toString(StandardCharsets.UTF_8));
      }
      JsonFormat.dropwizard(Instant.EPOCH).write(now, new ByteArrayOutputStream());
      Map<String, LineFormat> lines =
          Map.of(
              "statsd", StatsdFormat.of("", StatsdTags.DOGSTATSD),
              "graphite", GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all()),
              "influx", InfluxFormat.millis("", Fields.all()),
              "spectatord", SpectatordFormat.of("", Duration.ofMinutes(1), true));
      for (Map.Entry<String, LineFormat> line : lines.entrySet()) {
        StringBuilder out = new StringBuilder();
        line.getValue()
            .write(now, Snapshot.of(0, List.of()), unit -> out.append(unit).append('\n'));
        assertNamed(line.getKey(), now, out.toString());
      }
      for (OtlpTemporality temporality : OtlpTemporality.values()) {
        StringBuilder out = new StringBuilder();
        OtlpFormat.of(temporality, OtlpHistograms.EXPONENTIAL, Map.of())
            .write(now, new Nothing(), (body, from, to, points) -> out.append(utf8(body)));
        assertNamed("otlp " + temporality, now, out.toString());
      }
    }
  }

  /** Nothing was delivered yet. */
  private static final class Nothing implements OtlpFormat.Earlier {
    @Override
    public @Nullable MetricValue value(Series series) {
      return null;
    }

    @Override
    public OptionalLong millis(SeriesId id) {
      return OptionalLong.empty();
    }

    @Override
    public long startMillis() {
      return 0;
    }
  }

  private static String utf8(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Each metric stands there under its name, whatever the format makes of dots. */
  private static void assertNamed(String format, Snapshot now, String text) {
    List<String> missing = new ArrayList<>();
    for (Series series : now.series()) {
      String name = series.name();
      if (series.value().match(sum -> sum.toDouble() == 0, level -> false, values -> false)) {
        continue; // formats of increases have nothing to tell
      }
      String last = name.substring(name.lastIndexOf('.') + 1);
      if (!text.contains(name)
          && !text.contains(name.replace('.', '_'))
          && !text.contains("\"" + last + "\"")) {
        missing.add(name);
      }
    }
    assertEquals(List.of(), missing, format);
  }
}
