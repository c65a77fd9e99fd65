package io.tapes.reporters.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.report.Reporter;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.spectatord.SpectatordFormat;
import io.tapes.reporters.statsd.StatsdFormat;
import io.tapes.reporters.statsd.StatsdTags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What line reporters of increases make of series that are removed and made again. */
class RemovedSeriesTest {
  private final Registry registry = Registry.create();
  private final LastValues lastValues = registry.lastValues();
  private final ListTransport transport = new ListTransport(2);

  static Stream<LineFormat> formats() {
    return Stream.of(
        StatsdFormat.of("", StatsdTags.DOGSTATSD),
        SpectatordFormat.of("", Duration.ofMinutes(15), false));
  }

  private Reporter reporter(LineFormat format) {
    return new IntervalReporter(new LineReporter("lines", format, transport, 1_000));
  }

  /** All increases of counters, as the backend would add them up. */
  private long sum() {
    long sum = 0;
    for (String line : String.join("\n", transport.arrived).lines().toList()) {
      if (line.contains("|c")) {
        sum += Long.parseLong(line.substring(line.indexOf(':') + 1, line.indexOf('|')));
      } else if (line.startsWith("c:") && !line.contains("total")) {
        sum += Long.parseLong(line.substring(line.lastIndexOf(':') + 1));
      }
    }
    return sum;
  }

  private Snapshot read() {
    return registry.snapshot().withEnded(lastValues.pending());
  }

  private void deliverAll() {
    lastValues.pending().forEach(one -> lastValues.delivered(one.number()));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aCounterOfTenMadeAgainWithTwelve_arrivesAsTwentyTwo(LineFormat format) throws Exception {
    Reporter reporter = reporter(format);
    registry.counter("c").increment(10);
    reporter.report(registry.snapshot());
    registry.remove("c");
    registry.counter("c").increment(12);
    reporter.report(registry.snapshot());
    assertEquals(22, sum());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatIsLeftOfOneType_arrivesBeforeTheSeriesOfAnotherThatTookItsName(LineFormat format)
      throws Exception {
    Reporter reporter = reporter(format);
    registry.counter("c").increment(10);
    reporter.report(read());
    registry.counter("c").increment(4);
    registry.remove("c");
    registry.meter("c").mark(7);
    registry.remove("c");
    registry.timer("c").record(Duration.ofMillis(1));
    registry.remove("c");
    registry.timer("c").record(Duration.ofMillis(1));
    transport.successes = 1; // and the second one is refused
    assertThrows(IOException.class, () -> reporter.report(read()));
    transport.successes = Integer.MAX_VALUE;
    reporter.report(read());
    assertEquals(10 + 4 + 7 + 2, sum());
    reporter.report(read()); // what is not acknowledged is there again, and is known
    assertEquals(10 + 4 + 7 + 2, sum());
    deliverAll();
    reporter.report(read());
    assertEquals(10 + 4 + 7 + 2, sum());
  }

  /** A record under a name that has one type after the other; returns what it counts. */
  private long record(int type, Tags tags, int step) {
    switch (type) {
      case 0 -> registry.counter("x", tags).increment(step);
      case 1 -> registry.meter("x", tags).mark(step);
      case 2 -> registry.timer("x", tags).record(Duration.ofNanos(step));
      default -> registry.histogram("x", tags).record(step);
    }
    return type < 2 ? step : 1;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whateverComesGoesAndFails_allOfItArrivesOnce(LineFormat format) throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      transport.arrived.clear();
      Reporter reporter = reporter(format);
      reporter.report(registry.snapshot());
      long before = sum();
      Random random = new Random(seed);
      long recorded = 0;
      int type = 0;
      for (int step = 0; step < 100; step++) {
        Tags job = Tags.of("job", seed + "-" + random.nextInt(3));
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            registry.counter("c", job).increment(step);
            registry.meter("m", job).mark(step);
            registry.timer("t", job).record(Duration.ofNanos(step));
            recorded += 2L * step + 1;
            recorded += record(type, Tags.empty(), step);
          }
          case 2 -> {
            List.of("c", "m", "t").forEach(name -> registry.remove(name, job));
            type = registry.remove("x") ? random.nextInt(4) : type;
          }
          default -> {
            transport.successes = random.nextInt(8);
            try {
              reporter.report(read());
              deliverAll();
            } catch (IOException e) {
              // Some of it arrived.
            }
          }
        }
      }
      transport.successes = Integer.MAX_VALUE;
      reporter.report(read());
      deliverAll();
      assertEquals(recorded, sum() - before, "seed " + seed);
      for (Series left : registry.snapshot().series()) {
        registry.remove(left.name(), left.tags());
      }
      deliverAll();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aSourceThatMissesAReport_sendsNothingTwice(LineFormat format) throws Exception {
    Reporter reporter = reporter(format);
    long[] value = {40};
    registry.register(
        out -> {
          if (value[0] > 0) {
            SeriesId id = new SeriesId("s", Tags.empty());
            out.accept(Series.counter(id, value[0]));
          }
        });
    for (long next : new long[] {40, 0, 0, 47}) {
      value[0] = next;
      reporter.report(registry.snapshot());
    }
    assertEquals(47, sum());
  }
}
