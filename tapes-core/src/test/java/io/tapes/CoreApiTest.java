package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The calls that the first page of the documentation shows. */
class CoreApiTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry =
      Registry.builder().clock(clock).maxSeries(1_000).commonTags(Tags.empty()).build();

  @Test
  @SuppressWarnings("try") // closing twice is what is tested
  void everyInstrument_recordsAsTheFirstPageSays() throws IOException {
    Timer latency = registry.timer("my.timer");
    try (Timer.Timing t = latency.start()) {
      clock.advance(Duration.ofMillis(3));
      t.close();
    }
    Timer.Timing discarded = latency.start();
    discarded.discard();
    String s = latency.time(() -> fetch());
    latency.record(Duration.ofMillis(3));
    latency.record(3, TimeUnit.MILLISECONDS);

    registry.counter("jobs.done").increment();
    registry.counter("jobs.done").increment(5);
    registry.counter("jobs.done").decrement();
    registry.meter("errors").mark();
    registry.meter("errors").mark(3);
    registry.histogram("payload.bytes").record(512);

    Queue<String> queue = new ArrayDeque<>(List.of("job", "job"));
    registry.gauge("queue.depth", queue::size);
    registry.gauge("temperature").set(21.5);
    registry.gauge("temperature").add(-1);

    Snapshot snap = registry.snapshot();
    assertEquals("page", s);
    assertEquals(4, snap.number("my.timer.count"));
    assertEquals(0.003, snap.number("my.timer.max"), 1e-9);
    assertEquals(5, snap.number("jobs.done.value"));
    assertEquals(4, snap.number("errors.count"));
    assertEquals(1, snap.number("payload.bytes.count"));
    assertEquals(512, snap.number("payload.bytes.max"));
    assertEquals(2, snap.number("queue.depth.value"));
    assertEquals(20.5, snap.number("temperature.value"));
  }

  private String fetch() throws IOException {
    if (clock.nanoTime() < 0) {
      throw new IOException("never");
    }
    return "page";
  }

  @Test
  void askingTwice_givesTheSameInstance() {
    Tags get = Tags.of("method", "GET");
    assertSame(registry.counter("c"), registry.counter("c"));
    assertSame(registry.counter("c", get), registry.counter("c", Tags.of("method", "GET")));
    assertNotSame(registry.counter("c"), registry.counter("c", get));
    assertSame(registry.meter("m"), registry.meter("m"));
    assertSame(registry.histogram("h"), registry.histogram("h"));
    assertSame(registry.timer("t"), registry.timer("t"));
    assertSame(registry.gauge("g"), registry.gauge("g"));
    assertSame(registry.gauge("g"), registry.gauge("g", () -> 1));
  }

  @Test
  void registries_areIndependent() {
    Registry other = Registry.create();
    registry.counter("c").increment();
    assertNotSame(registry.counter("c"), other.counter("c"));
    assertEquals(0, other.counter("c").value());
  }

  @Test
  void scopeAndTagged_areViewsOfTheSameSeries() {
    Registry http = registry.scope("http");
    Registry get = http.tagged(Tags.of("method", "GET"));
    get.counter("requests", Tags.of("status", "200")).increment();
    Tags both = Tags.of("status", "200", "method", "GET");
    assertSame(
        registry.counter("http.requests", both), get.counter("requests", Tags.of("status", "200")));
    assertEquals(1, registry.snapshot().number("http.requests.{method=GET,status=200}.value"));
  }

  @Test
  void scopes_nest() {
    registry.scope("a").scope("b.c").counter("d").increment();
    assertEquals(1, registry.counter("a.b.c.d").value());
  }

  @Test
  void aScopesSnapshot_holdsWhatLiesBelowIt_underFullNames() {
    registry.counter("http.requests").increment();
    registry.counter("http").increment();
    registry.counter("httpd.requests").increment();
    Map<String, Object> stats = registry.scope("http").getStats();
    assertEquals(Map.of("http", Map.of("requests", Map.of("value", 1L))), stats);
  }

  @Test
  void aTaggedViewsSnapshot_holdsTheSeriesThatCarryTheTags() {
    Tags blue = Tags.of("zone", "blue");
    registry.counter("a", blue.and("x", "1")).increment();
    registry.counter("a", Tags.of("zone", "red")).increment();
    registry.counter("b").increment();
    Snapshot seen = registry.tagged(blue).snapshot();
    assertEquals(1, seen.series().size());
    assertEquals(1, seen.number("a.{x=1,zone=blue}.value"));
  }

  @Test
  void ownTags_winOverTheViews() {
    Registry view = registry.tagged(Tags.of("zone", "blue"));
    assertSame(
        registry.counter("c", Tags.of("zone", "red")), view.counter("c", Tags.of("zone", "red")));
  }

  @Test
  void views_reachEveryKindOfInstrument() {
    Registry view = registry.scope("v").tagged(Tags.of("k", "1"));
    view.meter("m").mark();
    view.histogram("h").record(1);
    view.timer("t").record(Duration.ofSeconds(1));
    view.gauge("g").set(1);
    view.gauge("max", Aggregation.MAX).set(2);
    view.gauge("source", () -> 3);
    view.gauge("min.source", Aggregation.MIN, () -> 4);
    Snapshot snap = registry.snapshot();
    assertEquals(1, snap.number("v.m.{k=1}.count"));
    assertEquals(1, snap.number("v.h.{k=1}.count"));
    assertEquals(1, snap.number("v.t.{k=1}.count"));
    assertEquals(1, snap.number("v.g.{k=1}.value"));
    assertEquals(2, snap.number("v.max.{k=1}.value"));
    assertEquals(3, snap.number("v.source.{k=1}.value"));
    assertEquals(4, snap.number("v.min.source.{k=1}.value"));
  }

  @Test
  void selfMetrics_ofAView_areTheWholeRegistrys() {
    Registry view = registry.scope("http").tagged(Tags.of("k", "1"));
    assertSame(registry, view.selfMetrics().orElseThrow());
  }
}
