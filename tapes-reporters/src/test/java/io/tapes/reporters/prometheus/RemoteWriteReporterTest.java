package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.prometheus.RemoteWriteSink.Point;
import io.tapes.reporters.prometheus.RemoteWriteSink.Reply;
import io.tapes.reporters.transport.HttpStatusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a strict receiver is sent, and what becomes of its answers. */
class RemoteWriteReporterTest {
  private static RemoteWriteReporterBuilder to(RemoteWriteSink sink) {
    return RemoteWriteReporter.builder(sink.uri(), "shop").label("instance", "a");
  }

  private static Snapshot at(long millis, Snapshot snapshot) {
    return Snapshot.of(millis, snapshot.series());
  }

  /** The samples of a page of the text format, by name and labels. */
  private static Map<String, String> page(Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusFormat.text().beside(List.of("job", "instance"), List.of()).write(snapshot, out);
    Map<String, String> page = new TreeMap<>();
    Arrays.stream(
            out.toString(StandardCharsets.UTF_8).split("\n", -1)) // values may have other line ends
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(
            line -> {
              int blank = line.lastIndexOf(' ');
              page.put(sorted(line.substring(0, blank)), number(line.substring(blank + 1)));
            });
    return page;
  }

  /** A text of a series with its labels in order, which a page has behind its own. */
  private static String sorted(String series) {
    int brace = series.indexOf('{');
    if (brace < 0) {
      return series + "{}";
    }
    String inside = series.substring(brace + 1, series.length() - 1);
    List<String> labels = List.of(inside.split(",(?=[a-zA-Z0-9_]+=\")", -1));
    return series.substring(0, brace)
        + labels.stream().sorted().collect(Collectors.joining(",", "{", "}"));
  }

  private static String number(String text) {
    return Double.toString(
        Double.parseDouble(text.replace("+Inf", "Infinity").replace("-Inf", "-Infinity")));
  }

  private static String text(Point point) {
    StringBuilder labels = new StringBuilder();
    point
        .labels()
        .forEach(
            (name, value) -> {
              if (!name.equals("__name__") && !name.equals("job") && !name.equals("instance")) {
                labels.append(labels.isEmpty() ? "" : ",").append(name).append("=\"");
                PrometheusLabels.escape(value, true, labels);
                labels.append('"');
              }
            });
    return sorted(point.name() + "{" + labels + "}");
  }

  @ParameterizedTest
  @EnumSource(RemoteWriteProtocol.class)
  void report_everything_isWhatAScrapeWouldHave(RemoteWriteProtocol version) throws IOException {
    Snapshot everything = at(1_700_000_000_123L, Samples.everything());
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter = to(sink).protocol(version).pointsPerRequest(7).build()) {
      reporter.report(everything);
      Map<String, String> sent = new TreeMap<>();
      for (Point point : sink.points()) {
        assertEquals("shop", point.labels().get("job"));
        assertEquals("a", point.labels().get("instance"));
        assertEquals(1_700_000_000_123L, point.millis());
        assertEquals(null, sent.put(text(point), Double.toString(point.value())));
      }
      assertEquals(page(everything), sent);
      assertTrue(sink.requests.stream().allMatch(request -> request.size() <= 7));
      assertEquals(0, reporter.dropped());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void report_anyNames_isValidAndWhole(int page) throws IOException {
    Snapshot any =
        at(1, Fuzz.snapshot(IntStream.range(300 * page, 300 * page + 300).boxed().toList()));
    for (RemoteWriteProtocol version : RemoteWriteProtocol.values()) {
      try (RemoteWriteSink sink = new RemoteWriteSink(true);
          RemoteWriteReporter reporter = to(sink).protocol(version).build()) {
        reporter.report(any);
        assertEquals(
            page(any).keySet(),
            sink.points().stream()
                .map(RemoteWriteReporterTest::text)
                .collect(Collectors.toCollection(java.util.TreeSet::new)));
      }
    }
  }

  @Test
  void nativeHistograms_areThoseOfTheProtobufPage() throws IOException {
    Registry registry = Registry.create();
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      registry
          .timer("t")
          .record((long) Math.exp(10 + 4 * random.nextGaussian()), TimeUnit.NANOSECONDS);
      registry.histogram("signed").record(random.nextInt(2_000) - 1_000);
    }
    registry.histogram("never");
    Snapshot snapshot = at(5, registry.snapshot());
    var families = PrometheusProtobufTest.families(PrometheusFormat.protobuf(), snapshot);
    for (RemoteWriteProtocol version : RemoteWriteProtocol.values()) {
      try (RemoteWriteSink sink = new RemoteWriteSink(true);
          RemoteWriteReporter reporter =
              to(sink).protocol(version).histograms(RemoteWriteHistograms.NATIVE).build()) {
        reporter.report(snapshot);
        for (String name : List.of("t_seconds", "signed", "never")) {
          Message sent = sink.named(name).get(0).histogram();
          var expected = families.get(name).getMetric(0).getHistogram();
          assertEquals(expected.getSampleCount(), RemoteWriteSink.field(sent, "count_int"));
          assertEquals(expected.getSampleSum(), RemoteWriteSink.field(sent, "sum"));
          assertEquals(expected.getSchema(), RemoteWriteSink.field(sent, "schema"));
          assertEquals(expected.getZeroCount(), RemoteWriteSink.field(sent, "zero_count_int"));
          assertEquals(
              expected.getPositiveDeltaList(), RemoteWriteSink.list(sent, "positive_deltas"));
          assertEquals(
              expected.getNegativeDeltaList(), RemoteWriteSink.list(sent, "negative_deltas"));
          assertEquals(
              expected.getPositiveSpanList().stream()
                  .map(span -> span.getOffset() + " " + span.getLength())
                  .toList(),
              RemoteWriteSink.<Message>list(sent, "positive_spans").stream()
                  .map(RemoteWriteReporterTest::span)
                  .toList());
          assertTrue(sink.named(name + "_count").isEmpty());
        }
      }
    }
  }

  private static String span(Message span) {
    return RemoteWriteSink.field(span, "offset") + " " + RemoteWriteSink.field(span, "length");
  }

  @Test
  void metadataAndStart_areToldInBothVersions() throws IOException {
    Registry registry = Registry.create();
    registry
        .metric("payload")
        .unit("bytes")
        .description("Size of a request")
        .counter()
        .increment(3);
    registry.gauge("level").set(1);
    Snapshot snapshot = registry.snapshot();
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter v1 = to(sink).build();
        RemoteWriteReporter v2 = to(sink).protocol(RemoteWriteProtocol.V2).build()) {
      v1.report(snapshot);
      assertTrue(
          sink.metadata.contains(List.of(1, "payload_bytes_total", "Size of a request", "bytes")));
      int described = sink.metadata.size();
      v1.report(at(snapshot.wallMillis() + 59_999, registry.snapshot()));
      assertEquals(described, sink.metadata.size(), "is described once a minute");
      v1.report(at(snapshot.wallMillis() + 60_000, registry.snapshot()));
      assertEquals(2 * described, sink.metadata.size());
      sink.requests.clear();
      v2.report(snapshot);
      Point counter = sink.named("payload_bytes_total").get(0);
      assertEquals(List.of("1", "Size of a request", "bytes"), counter.metadata());
      assertEquals(
          registry.snapshot().series().get(1).startMillis(), counter.created(), "since it counts");
      assertTrue(counter.created() > 0);
      assertEquals(0, sink.named("level").get(0).created(), "a level has no beginning");
    }
  }

  @ParameterizedTest
  @EnumSource(RemoteWriteHistograms.class)
  void goneSeries_endOnce_andThoseThatStayDoNot(RemoteWriteHistograms kind) throws IOException {
    Registry registry = Registry.create();
    registry.gauge("level", Tags.of("zone", "a")).set(1);
    registry.gauge("level", Tags.of("zone", "b")).set(2);
    registry.timer("work").record(Duration.ofMillis(1));
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter = to(sink).histograms(kind).build()) {
      reporter.report(at(1, registry.snapshot()));
      long sent = sink.points().size();
      registry.remove("level", Tags.of("zone", "a"));
      registry.remove("work", Tags.empty());
      sink.requests.clear();
      reporter.report(at(2, registry.snapshot()));
      List<Point> ends = sink.points().stream().filter(Point::isEnd).toList();
      assertEquals(sent - 1, ends.size(), "all points but that of the zone that stays");
      assertTrue(ends.stream().allMatch(end -> end.millis() == 2));
      assertEquals(
          2.0,
          sink.named("level").stream().filter(p -> !p.isEnd()).findFirst().orElseThrow().value());
      sink.requests.clear();
      reporter.report(at(3, registry.snapshot()));
      assertFalse(sink.points().stream().anyMatch(Point::isEnd));
    }
  }

  @Test
  void seriesOfAnotherKind_endsNothingThatGoesOnUnderItsName() throws IOException {
    Registry registry = Registry.create();
    registry.gauge("x").set(1);
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter = to(sink).histograms(RemoteWriteHistograms.NATIVE).build()) {
      reporter.report(at(1, registry.snapshot()));
      registry.remove("x", Tags.empty());
      registry.histogram("x").record(1);
      sink.requests.clear();
      reporter.report(at(2, registry.snapshot()));
      assertEquals(1, sink.named("x").size(), "two points of one series and time are refused");
    }
  }

  @Test
  void ends_waitUntilTheReceiverIsBack() throws IOException {
    Registry registry = Registry.create();
    registry.gauge("level").set(1);
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter =
            to(sink).transport(http -> http.giveUpAfter(Duration.ofMillis(1))).build()) {
      reporter.report(at(1, registry.snapshot()));
      registry.remove("level", Tags.empty());
      sink.replies.add(Reply.of(503));
      assertThrows(IOException.class, () -> reporter.report(at(2, registry.snapshot())));
      reporter.report(at(3, registry.snapshot()));
      assertTrue(sink.points().stream().anyMatch(p -> p.isEnd() && p.millis() == 3));
    }
  }

  @Test
  void close_endsTheSeries_whereAskedFor() throws IOException {
    Registry registry = Registry.create();
    registry.gauge("level").set(1);
    for (boolean asked : new boolean[] {true, false}) {
      try (RemoteWriteSink sink = new RemoteWriteSink(true)) {
        RemoteWriteReporterBuilder builder = to(sink);
        RemoteWriteReporter reporter = (asked ? builder.endOnClose() : builder).build();
        reporter.report(registry.snapshot());
        reporter.close();
        reporter.close();
        assertEquals(asked ? 1 : 0, sink.points().stream().filter(Point::isEnd).count());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 200, 415})
  void receiverOfVersion1_isSentThatFromItsFirstAnswerOn(int status) throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs").increment(5);
    try (RemoteWriteSink sink = new RemoteWriteSink(false);
        RemoteWriteReporter reporter = to(sink).protocol(RemoteWriteProtocol.V2).build()) {
      sink.replies.add(Reply.of(status)); // took nothing, whatever it says
      reporter.report(registry.snapshot());
      assertEquals(5.0, sink.named("jobs_total").get(0).value());
      reporter.report(registry.snapshot());
      assertEquals(3, sink.headers.size(), "it is asked once");
      assertEquals(0, reporter.dropped());
    }
  }

  @Test
  void partialCounts_areCountedAsDropped_howeverTheReceiverLies() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a").increment();
    registry.counter("b").increment();
    registry.timer("t").record(Duration.ofMillis(1));
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter =
            to(sink)
                .protocol(RemoteWriteProtocol.V2)
                .histograms(RemoteWriteHistograms.NATIVE)
                .build()) {
      sink.replies.add(RemoteWriteSink.written(1, 1));
      reporter.report(registry.snapshot());
      assertEquals(1, reporter.dropped());
      sink.replies.add(RemoteWriteSink.written(2, 0));
      reporter.report(registry.snapshot());
      assertEquals(2, reporter.dropped());
      sink.replies.add(RemoteWriteSink.written(Long.MAX_VALUE, 99));
      reporter.report(registry.snapshot());
      assertEquals(2, reporter.dropped());
      sink.replies.add(RemoteWriteSink.written(-5, 1));
      reporter.report(registry.snapshot());
      assertEquals(4, reporter.dropped());
      sink.replies.add(
          new Reply(400, RemoteWriteSink.written(1, 1).headers(), "out of order sample"));
      reporter.report(registry.snapshot());
      assertEquals(5, reporter.dropped());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 413, 422})
  void refusedPoints_areDroppedAndCounted_andTheRestIsSent(int status) throws IOException {
    Registry registry = Registry.create();
    for (int i = 0; i < 10; i++) {
      registry.counter("jobs", Tags.of("n", "" + i)).increment();
    }
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter = to(sink).pointsPerRequest(4).build()) {
      sink.replies.add(Reply.of(204));
      sink.replies.add(new Reply(status, Map.of(), "duplicate sample for timestamp"));
      reporter.report(registry.snapshot());
      assertEquals(4, reporter.dropped());
      assertEquals(6, sink.named("jobs_total").size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 301, 308})
  void wrongSettings_failTheReport(int status) throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs").increment();
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter = to(sink).build()) {
      sink.replies.add(new Reply(status, Map.of("Location", sink.uri() + "/api/v1/write"), ""));
      HttpStatusException failure =
          assertThrows(HttpStatusException.class, () -> reporter.report(registry.snapshot()));
      assertEquals(status, failure.status());
      assertEquals(1, sink.headers.size(), "a redirection is not followed");
      assertEquals(0, reporter.waiting());
    }
  }

  @Test
  void receiverThatAsksToWait_isGivenTheTime_andTheSamePoints() throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs").increment(7);
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter = to(sink).build()) {
      sink.replies.add(new Reply(429, Map.of("Retry-After", "1"), ""));
      sink.replies.add(Reply.of(503));
      reporter.report(registry.snapshot());
      assertEquals(7.0, sink.named("jobs_total").get(0).value());
      assertEquals(3, sink.headers.size());
      sink.replies.add(new Reply(429, Map.of("Retry-After", "200"), ""));
      assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
      IOException waits =
          assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
      assertTrue(waits.getMessage().contains("asked to wait"), waits.getMessage());
      assertEquals(4, sink.headers.size());
    }
  }

  @Test
  void backlog_sendsTheOldestFirst_andHasItsLimit() throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs").increment();
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter =
            to(sink)
                .backlogBytes(450)
                .transport(http -> http.giveUpAfter(Duration.ofMillis(1)))
                .build()) {
      for (int i = 0; i < 5; i++) {
        sink.replies.add(Reply.of(500));
      }
      for (int i = 1; i <= 5; i++) {
        reporter.report(at(i, registry.snapshot()));
      }
      assertEquals(5, reporter.failures());
      long kept = reporter.waiting();
      assertTrue(kept > 0 && kept < 5, kept + " requests wait");
      assertEquals(5 - kept, reporter.dropped());
      reporter.report(at(6, registry.snapshot()));
      assertEquals(
          IntStream.rangeClosed((int) (6 - kept), 6).mapToObj(i -> (long) i).toList(),
          sink.named("jobs_total").stream().map(Point::millis).toList());
      assertEquals(0, reporter.waiting());
    }
  }

  @Test
  void labels_thatWouldBeLost_areRefused_andTagsGiveWay() throws IOException {
    RemoteWriteReporterBuilder builder =
        RemoteWriteReporter.builder(URI.create("http://127.0.0.1:1"), "shop");
    for (String name : List.of("le", "quantile", "__name__", "a.b", "", "1")) {
      assertThrows(IllegalArgumentException.class, () -> builder.label(name, "x"), name);
    }
    assertThrows(IllegalArgumentException.class, () -> builder.label("zone", ""));
    assertThrows(IllegalArgumentException.class, () -> builder.pointsPerRequest(0));
    assertThrows(IllegalArgumentException.class, () -> builder.backlogBytes(-1));
    Registry registry = Registry.create();
    registry.counter("jobs", Tags.of("job", "mine")).increment();
    try (RemoteWriteSink sink = new RemoteWriteSink(true);
        RemoteWriteReporter reporter = to(sink).build()) {
      reporter.report(registry.snapshot());
      assertEquals(
          Map.of("__name__", "jobs_total", "job", "shop", "exported_job", "mine", "instance", "a"),
          sink.points().get(0).labels());
    }
  }
}
