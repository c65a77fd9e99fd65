package io.tapes.reporters.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.spectatord.SpectatordFormat;
import io.tapes.reporters.statsd.StatsdFormat;
import io.tapes.reporters.statsd.StatsdTags;
import io.tapes.testing.Forall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LineReporterTest {
  private static final LineFormat STATSD = StatsdFormat.of("", StatsdTags.SEGMENTS);

  /** Adds up counters, as a server does. */
  private static Map<String, Long> counted(List<String> lines) {
    Map<String, Long> counted = new TreeMap<>();
    for (String line : lines) {
      if (line.endsWith("|c")) {
        int colon = line.indexOf(':');
        long value = Long.parseLong(line.substring(colon + 1, line.length() - 2));
        counted.merge(line.substring(0, colon), value, Long::sum);
      }
    }
    return counted;
  }

  @Test
  void report_formatThatFailsHalfWay_neitherLosesNorDoubles() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a").increment(1);
    registry.counter("b").increment(10);
    registry.counter("c").increment(100);
    String[] failing = {"c"};
    LineFormat format =
        (series, sent, wallMillis, out) -> {
          if (series.name().equals(failing[0])) {
            throw new IOException("no line for this one");
          }
          STATSD.write(series, sent, wallMillis, out);
        };
    ListTransport transport = new ListTransport(1);
    LineReporter reporter = new LineReporter("lines", format, transport, 1_000);
    assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
    assertEquals(Map.of("a.value", 1L), counted(transport.arrived));
    failing[0] = "";
    registry.counter("a").increment(1);
    reporter.report(registry.snapshot());
    assertEquals(
        Map.of("a.value", 2L, "b.value", 10L, "c.value", 100L), counted(transport.arrived));
  }

  @Test
  void resume_sendsOnlyWhatWasAddedSince() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a").increment(10);
    ListTransport transport = new ListTransport(1);
    DeltaLineReporter reporter = new DeltaLineReporter("lines", STATSD, transport, 1_000);
    reporter.resume(registry.snapshot());
    registry.counter("a").increment(1);
    registry.counter("b").increment(2);
    new IntervalReporter(reporter).report(registry.snapshot());
    assertEquals(Map.of("a.value", 1L, "b.value", 2L), counted(transport.arrived));
  }

  /** Whatever fails when: what has arrived in the end is what was counted. */
  @Test
  void report_anyFailures_neitherLosesNorDoubles() {
    Forall.check(
        any -> {
          long seed = any.longs();
          Random random = new Random(seed);
          Registry registry = Registry.create();
          ListTransport transport = new ListTransport(1 + random.nextInt(4));
          LineReporter reporter = new LineReporter("lines", STATSD, transport, 1_000);
          Map<String, Long> truth = new TreeMap<>();
          for (int round = 0; round < 30; round++) {
            for (int i = random.nextInt(20); i > 0; i--) {
              String name = "c" + random.nextInt(12);
              long increase = random.nextInt(5);
              registry.counter(name).increment(increase);
              truth.merge(name + ".value", increase, Long::sum);
            }
            transport.successes = round == 29 ? 1_000 : random.nextInt(5);
            try {
              reporter.report(registry.snapshot());
            } catch (IOException e) {
              assertEquals("the network is down", e.getMessage());
            }
          }
          assertEquals(truth, counted(transport.arrived));
        });
  }

  @Test
  void report_unitLongerThanADatagram_isSplitBetweenLines() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a").increment();
    ListTransport transport = new ListTransport(1);
    transport.longest = 11;
    LineFormat format =
        (series, sent, millis, out) -> {
          out.line("count:1\nte:2\n" + "x".repeat(12) + "\né:3\nsix:4\n7");
          out.line("a\nb");
        };
    LineReporter reporter = new LineReporter("lines", format, transport, 1_000);
    reporter.report(registry.snapshot());
    assertEquals(List.of("count:1", "te:2", "é:3\nsix:4", "7", "a\nb"), transport.arrived);
    assertEquals(1, reporter.dropped());
  }

  /** A timer with tags like those of a service, and more values than percentiles fit. */
  @Test
  void report_timersLargerThanADatagram_countAndTotalArrive() throws IOException {
    Registry registry = Registry.create();
    Tags tags = Tags.of("region", "eu-west-1", "service", "checkout", "path", "/orders");
    for (int i = 0; i < 200; i++) {
      registry.timer("http.request", tags).record(Duration.ofMillis(1L << (i % 20)));
    }
    ListTransport transport = new ListTransport(1);
    transport.longest = 1_432;
    LineReporter reporter =
        new LineReporter(
            "spectatord",
            SpectatordFormat.of("", Duration.ofMinutes(15), true),
            transport,
            60 << 10);
    reporter.report(registry.snapshot());
    assertEquals(0, reporter.dropped());
    List<String> lines = transport.arrived.stream().flatMap(datagram -> datagram.lines()).toList();
    assertTrue(lines.stream().anyMatch(line -> line.matches("c:.*statistic=count.*:200")));
    assertTrue(lines.stream().anyMatch(line -> line.matches("c:.*statistic=totalTime.*:10485.75")));
    assertEquals(4 + 20, lines.size());
    assertTrue(transport.arrived.size() > 1);
  }

  @Test
  void report_seriesThatBecomeOne_keepsTheFirstAndCountsTheOthers() throws IOException {
    Registry registry = Registry.create();
    registry.gauge("a:b").set(1);
    registry.gauge("a|b").set(2);
    registry.gauge("x", Tags.of("k", "v")).set(4);
    registry.gauge("x.k.v").set(5);
    ListTransport transport = new ListTransport(9);
    LineReporter reporter = new LineReporter("lines", STATSD, transport, 1_000);
    reporter.report(registry.snapshot());
    assertEquals(List.of("a_b.value:1|g", "x.k.v.value:4|g"), transport.arrived);
    assertEquals(2, reporter.dropped());

    registry.gauge("a/b").set(3); // before the others, and yet too late
    reporter.report(registry.snapshot());
    assertEquals(List.of("a_b.value:1|g", "x.k.v.value:4|g"), tail(transport, 2));
    assertEquals(5, reporter.dropped());

    registry.remove("a:b");
    reporter.report(registry.snapshot());
    assertEquals(List.of("a_b.value:3|g", "x.k.v.value:4|g"), tail(transport, 2));
  }

  private static List<String> tail(ListTransport transport, int lines) {
    return transport.arrived.subList(transport.arrived.size() - lines, transport.arrived.size());
  }

  /** Names that differ, and fields that differ, are no reason to leave anything out. */
  @Test
  void report_seriesOfOneNameWithoutACommonField_keepsBoth() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a:b").increment();
    registry.meter("a/b").mark();
    ListTransport transport = new ListTransport(9);
    LineReporter reporter = new LineReporter("lines", STATSD, transport, 1_000);
    reporter.report(registry.snapshot());
    assertEquals(Map.of("a_b.value", 1L, "a_b.total", 1L), counted(transport.arrived));
    assertEquals(0, reporter.dropped());
  }

  /** What is gone is said until it has left, and not when something else has its name. */
  @Test
  void report_goneSeries_isWithdrawnOnceTheLineHasLeft() throws IOException {
    Registry registry = Registry.create();
    for (String name : List.of("a", "b:c", "d")) {
      registry.gauge(name).set(1);
    }
    ListTransport transport = new ListTransport(1);
    LineFormat spectatord = SpectatordFormat.of("", Duration.ofMinutes(1), true);
    LineReporter reporter = new LineReporter("lines", spectatord, transport, 1_000);
    reporter.report(registry.snapshot());
    registry.remove("a");
    registry.remove("b:c");
    registry.remove("d");
    registry.gauge("b/c").set(2);
    transport.arrived.clear();
    transport.successes = 1;
    assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
    assertEquals(List.of("g,60:a:NaN"), transport.arrived);
    transport.successes = 9;
    reporter.report(registry.snapshot());
    reporter.report(registry.snapshot());
    assertEquals(
        List.of("g,60:a:NaN", "g,60:d:NaN", "g,60:b_c:2", "g,60:b_c:2"), transport.arrived);
  }

  @Test
  void report_lineTooLongForTheBackend_isDroppedAndCounted() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a".repeat(1 << 10)).increment();
    registry.counter("b", Tags.of("k", "日".repeat(20))).increment();
    registry.counter("c").increment();
    ListTransport transport = new ListTransport(3);
    LineFormat named = (series, sent, millis, out) -> out.line(series.id().toString());
    LineReporter reporter = new LineReporter("lines", named, transport, 60);
    reporter.report(registry.snapshot());
    assertEquals(List.of("c"), transport.arrived);
    assertEquals(2, reporter.dropped());
  }
}
