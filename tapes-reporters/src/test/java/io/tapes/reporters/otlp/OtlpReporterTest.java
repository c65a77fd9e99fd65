package io.tapes.reporters.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.tapes.LastValues;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpReporterTest {
  private final ManualClock clock = new ManualClock(50_000);
  private final Registry registry = Registry.builder().clock(clock).build();
  private OtlpSink sink;

  @BeforeEach
  void start() throws IOException {
    sink = new OtlpSink();
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  private OtlpReporterBuilder reporter() {
    return OtlpReporter.builder(sink.address())
        .start(Instant.ofEpochSecond(10))
        .transport(http -> http.giveUpAfter(Duration.ofMillis(1)));
  }

  /** Adds up increases, and checks that each one begins where the last one ended. */
  private Map<String, Long> addedUp() {
    Map<String, Long> sums = new HashMap<>();
    Map<String, Long> ends = new HashMap<>();
    for (Metric metric : sink.metrics()) {
      for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
        sums.merge(metric.getName(), point.getAsInt(), Long::sum);
        // The first one begins with its series, if that is not the moment of the report.
        long start = Math.min(50_000_000_000L, point.getTimeUnixNano() - 1_000_000);
        long begin = ends.getOrDefault(metric.getName(), start);
        assertEquals(begin, point.getStartTimeUnixNano(), metric.getName());
        ends.put(metric.getName(), point.getTimeUnixNano());
      }
    }
    return sums;
  }

  @Test
  void delta_ofSeriesThatAreRemovedAndMadeAgain_isAllThatWasRecorded() throws IOException {
    LastValues lastValues = registry.lastValues();
    try (OtlpReporter reporter = reporter().temporality(OtlpTemporality.DELTA).build()) {
      registry.counter("a").increment(10);
      registry.meter("b");
      reporter.report(registry.snapshot());
      clock.advance(Duration.ofSeconds(1));
      registry.counter("a").increment(5);
      registry.remove("a");
      registry.counter("a").increment(12);
      registry.meter("b").mark(3);
      registry.remove("b");
      reporter.report(registry.snapshot().withEnded(lastValues.pending()));
    }
    assertEquals(Map.of("a", 27L, "b", 3L), addedUp());
  }

  @Test
  void delta_ofASeriesThatOneOfAnotherTypeReplaced_isAllThatWasCounted() throws IOException {
    LastValues lastValues = registry.lastValues();
    try (OtlpReporter reporter = reporter().temporality(OtlpTemporality.DELTA).build()) {
      registry.counter("a").increment(10);
      reporter.report(registry.snapshot());
      clock.advance(Duration.ofSeconds(1));
      registry.counter("a").increment(5);
      registry.remove("a");
      registry.timer("a").record(Duration.ofSeconds(2));
      Snapshot both = registry.snapshot().withEnded(lastValues.pending());
      sink.statuses.add(503);
      assertThrows(IOException.class, () -> reporter.report(both));
      reporter.report(both);
      reporter.report(both);
    }
    long counted = 0;
    long timed = 0;
    for (Metric metric : sink.metrics()) {
      for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
        counted += point.getAsInt();
      }
      for (var point : metric.getExponentialHistogram().getDataPointsList()) {
        timed += point.getCount();
      }
    }
    assertEquals(15, counted);
    assertEquals(1, timed);
  }

  @Test
  void tagsWhoseValuesDifferInHalfASurrogatePair_staySeriesOfTheirOwn() throws IOException {
    try (OtlpReporter reporter = reporter().build()) {
      for (String value : List.of("\uD800", "\uD801", "\uFFFD", "\uFFFD{d800}", "\uDC00x")) {
        registry.counter("a", Tags.of("k", value)).increment();
      }
      reporter.report(registry.snapshot());
    }
    Set<String> attributes = new HashSet<>();
    for (Metric metric : sink.metrics()) {
      for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
        attributes.add(metric.getName() + point.getAttributesList());
      }
    }
    assertEquals(5, attributes.size());
  }

  @Test
  void cumulative_ofASeriesThatWasMadeAgain_isThatOfTheNewOne() throws IOException {
    LastValues lastValues = registry.lastValues();
    try (OtlpReporter reporter = reporter().build()) {
      registry.counter("a").increment(10);
      registry.remove("a");
      registry.counter("a").increment(12);
      reporter.report(registry.snapshot().withEnded(lastValues.pending()));
    }
    assertEquals(12, sink.metrics().get(0).getSum().getDataPoints(0).getAsInt());
  }

  @Test
  void delta_overFailures_neitherLosesNorDoubles() throws IOException {
    try (OtlpReporter reporter = reporter().temporality(OtlpTemporality.DELTA).build()) {
      for (int i = 0; i < 9; i++) {
        registry.counter("a").increment(i);
        registry.meter("b").mark();
        if (i % 3 == 1) {
          sink.statuses.add(503);
          assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
        } else {
          registry.counter("a").increment();
          reporter.report(registry.snapshot());
        }
        clock.advance(Duration.ofSeconds(1));
      }
    }
    Map<String, Long> sums = addedUp();
    assertEquals(36 + 6, sums.get("a"));
    assertEquals(9, sums.get("b"));
  }

  @Test
  void delta_ofManyRequests_goesOnWhereOneFailed() throws IOException {
    for (int i = 0; i < 4_000; i++) {
      registry.counter("c" + i, Tags.of("k", "v".repeat(500))).increment(i + 1);
    }
    try (OtlpReporter reporter = reporter().temporality(OtlpTemporality.DELTA).build()) {
      sink.statuses.add(200);
      sink.statuses.add(403);
      assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
      assertEquals(1, sink.requests.size());
      clock.advance(Duration.ofSeconds(1));
      registry.counter("c0", Tags.of("k", "v".repeat(500))).increment(7);
      reporter.report(registry.snapshot());
    }
    Map<String, Long> sums = addedUp();
    for (int i = 0; i < 4_000; i++) {
      assertEquals(i + 1 + (i == 0 ? 7 : 0), sums.get("c" + i));
    }
  }

  @Test
  void cumulative_sendsTotalsSinceTheSeriesBegan() throws IOException {
    registry.counter("a").increment(3);
    try (OtlpReporter reporter = reporter().resource("service.name", "shop").build()) {
      clock.advance(Duration.ofSeconds(1));
      reporter.report(registry.snapshot());
      registry.counter("a").increment();
      clock.advance(Duration.ofSeconds(1));
      reporter.report(registry.snapshot());
    }
    NumberDataPoint last = sink.metrics().get(1).getSum().getDataPoints(0);
    assertEquals(4, last.getAsInt());
    assertEquals(50_000_000_000L, last.getStartTimeUnixNano());
    assertEquals(52_000_000_000L, last.getTimeUnixNano());
    assertEquals(
        "shop",
        sink.requests
            .get(0)
            .getResourceMetrics(0)
            .getResource()
            .getAttributes(0)
            .getValue()
            .getStringValue());
  }

  @Test
  void statusesThatTheProtocolDoesNotRepeat_areSentOnce() throws IOException {
    registry.counter("a").increment();
    for (int status : new int[] {401, 408, 500, 501}) {
      try (OtlpReporter reporter = OtlpReporter.builder(sink.address()).build()) {
        sink.statuses.add(status);
        assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
        assertEquals(0, sink.statuses.size());
        assertEquals(0, sink.requests.size());
      }
    }
  }

  @Test
  void cumulative_aSeriesThatIsRemovedAndMadeAgain_beginsAnew() throws IOException {
    registry.counter("a").increment(3);
    try (OtlpReporter reporter = reporter().build()) {
      clock.advance(Duration.ofSeconds(1));
      reporter.report(registry.snapshot());
      registry.remove("a");
      registry.counter("a").increment(2);
      clock.advance(Duration.ofSeconds(1));
      reporter.report(registry.snapshot());
    }
    NumberDataPoint last = sink.metrics().get(1).getSum().getDataPoints(0);
    assertEquals(2, last.getAsInt());
    assertEquals(51_000_000_000L, last.getStartTimeUnixNano());
  }

  @Test
  void cumulative_aSeriesThatDoesNotSayIt_beginsWithTheSource() throws IOException {
    SeriesId id = new SeriesId("a", Tags.empty());
    try (OtlpReporter reporter = reporter().build()) {
      reporter.report(Snapshot.of(50_000, List.of(Series.counter(id, 3))));
      reporter.report(Snapshot.of(50_000, List.of(Series.counter(id, 3).withStart(20_000))));
    }
    List<Long> starts = new ArrayList<>();
    sink.metrics()
        .forEach(metric -> starts.add(metric.getSum().getDataPoints(0).getStartTimeUnixNano()));
    assertEquals(List.of(10_000_000_000L, 20_000_000_000L), starts);
  }

  @Test
  void delta_wallClockSetBack_noPointBeginsWhenItEndsOrLater() throws IOException {
    Registry other = Registry.create(); // its snapshots are dated below
    try (OtlpReporter reporter = reporter().temporality(OtlpTemporality.DELTA).build()) {
      for (long millis : new long[] {50_000, 30_000, 30_000, 5_000, 6_000}) {
        other.counter("a").increment();
        Series one = other.snapshot().series().get(0).withStart(10_000);
        reporter.report(Snapshot.of(millis, List.of(one)));
      }
    }
    List<String> spans = new ArrayList<>();
    for (Metric metric : sink.metrics()) {
      for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
        assertEquals(1, point.getAsInt());
        spans.add(
            point.getStartTimeUnixNano() / 1_000_000 + "-" + point.getTimeUnixNano() / 1_000_000);
      }
    }
    assertEquals(
        List.of("10000-50000", "29999-30000", "29999-30000", "4999-5000", "5000-6000"), spans);
  }

  @Test
  void address_completeOrWithAQuery_isCompletedOnce() throws IOException {
    registry.counter("a").increment();
    for (String behind : new String[] {"", "/", "/v1/metrics", "/?x=1", "/v1/metrics?x=1"}) {
      sink.targets.clear();
      try (OtlpReporter reporter =
          OtlpReporter.builder(URI.create(sink.address() + behind)).build()) {
        reporter.report(registry.snapshot());
      }
      assertEquals(
          List.of("/v1/metrics" + (behind.endsWith("?x=1") ? "?x=1" : "")), sink.targets, behind);
    }
  }

  @Test
  void resource_withoutSettings_namesTheInstanceThatReports() throws IOException {
    registry.counter("a").increment();
    List<Map<String, String>> resources = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (OtlpReporter reporter = reporter().build()) {
        reporter.report(registry.snapshot());
        reporter.report(registry.snapshot());
      }
    }
    sink.requests.forEach(
        request -> {
          Map<String, String> attributes = new HashMap<>();
          request
              .getResourceMetrics(0)
              .getResource()
              .getAttributesList()
              .forEach(one -> attributes.put(one.getKey(), one.getValue().getStringValue()));
          resources.add(attributes);
        });
    String instance = resources.get(0).get("service.instance.id");
    assertTrue(instance.matches("[0-9a-f-]{36}"), instance);
    assertEquals(resources.get(0), resources.get(1));
    assertNotEquals(instance, resources.get(2).get("service.instance.id"));
  }

  @Test
  void refusedPoints_areCounted_andKeepNothingBack() throws IOException {
    registry.counter("a").increment();
    registry.counter("b").increment();
    try (OtlpReporter reporter = reporter().temporality(OtlpTemporality.DELTA).build()) {
      sink.statuses.add(400);
      reporter.report(registry.snapshot());
      assertEquals(2, reporter.dropped());
      sink.partly =
          ExportMetricsPartialSuccess.newBuilder()
              .setRejectedDataPoints(1)
              .setErrorMessage("too old")
              .build();
      registry.counter("a").increment(5);
      reporter.report(registry.snapshot());
      assertEquals(3, reporter.dropped());
    }
    assertEquals(1, sink.metrics().size());
    assertEquals(5, sink.metrics().get(0).getSum().getDataPoints(0).getAsInt());
  }

  @Test
  void answersThatAreNoProtobuf_areTakenForSuccess() {
    for (String answer :
        new String[] {"", "{}", "{\"partialSuccess\":{}}", "\n", "\nz", "\u00ff"}) {
      PartialSuccess parsed = PartialSuccess.parse(answer.getBytes(StandardCharsets.UTF_8));
      assertTrue(parsed.rejected() == 0, answer);
    }
  }
}
