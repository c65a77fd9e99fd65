package io.tapes.reporters.format;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.Timer;
import java.time.Duration;
import java.util.List;

/** One snapshot of everything, the same at every run. */
public final class Samples {
  private Samples() {}

  /** A snapshot with all types of instruments, tags, and the values that formats get wrong. */
  public static Snapshot everything() {
    ManualClock clock = new ManualClock();
    Registry registry = Registry.builder().clock(clock).build();
    registry.counter("jobs.done").increment((1L << 53) + 1);
    registry.metric("jobs.open").upDownCounter().add(3);
    registry.metric("jobs.open").upDownCounter().decrement();
    registry.counter("http.requests", Tags.of("method", "GET", "status", "200")).increment(12);
    registry.counter("http.requests", Tags.of("method", "POST", "status", "500")).increment();
    registry.gauge("temperature").set(-21.5);
    registry.gauge("ratio", () -> Double.NaN);
    registry.gauge("limit").set(Double.POSITIVE_INFINITY);
    registry.gauge("tiny").set(1e-7);
    registry.meter("errors").mark(3);
    registry.histogram("payload.bytes").record(512);
    registry.histogram("payload.bytes").record(70_000);
    registry.histogram("never");
    Timer timer = registry.timer("my.timer");
    registry.snapshot();
    for (int millis = 1; millis <= 100; millis++) {
      timer.record(Duration.ofMillis(millis));
    }
    registry.timer("db.query", Tags.of("table", "a\"b\\c\nd")).record(Duration.ofNanos(1_500));
    clock.advance(Duration.ofSeconds(5));
    return registry.snapshot();
  }

  /** A counter that never fell. */
  public static Series counter(String name, Tags tags, long value) {
    return Series.counter(new SeriesId(name, tags), value);
  }

  /** A snapshot of some series. */
  public static Snapshot snapshot(Series... series) {
    return Snapshot.of(0, List.of(series));
  }
}
