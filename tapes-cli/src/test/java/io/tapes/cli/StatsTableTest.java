package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Tags;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatsTableTest {
  private static final long SECOND = 1_000_000_000L;

  private final Registry registry = Registry.builder().clock(new ManualClock()).build();
  private final StatsTable table = new StatsTable();

  private List<StatsRow> next(long second) {
    return table.next(registry.getStats(), second * SECOND);
  }

  @Test
  void table_showsTheApplicationFirst_thenTags_thenSelfMetrics() {
    registry.counter("files").increment(1_234_567);
    registry.counter("files", Tags.of("module", "small")).increment(5);
    registry.counter("files", Tags.of("module", "large")).increment(7);
    registry.timer("latency").record(Duration.ofMillis(3));
    registry.histogram("bytes").record(512);
    registry.histogram("bytes").drop();
    next(0);
    registry.counter("files").increment(500);
    List<String> lines = table.lines(next(2), 80, 100);
    assertEquals(
        """
                                               count    per s   median      p99      max
        bytes                                      1        0      512      512      512
        files                              1,235,067      250
        latency                                    1        0   3.00ms   3.00ms   3.00ms
        files module=large                         7        0
        files module=small                         5        0
        tapes.dropped                              1        0
        tapes.dropped.records metric=..            1        0""",
        String.join("\n", lines));
  }

  @Test
  void moreSeriesThanLines_areCounted() {
    for (int i = 0; i < 50; i++) {
      registry.counter("c" + i).increment();
    }
    List<StatsRow> rows = next(0);
    List<String> lines = table.lines(rows, 80, 10);
    assertEquals(10, lines.size());
    assertEquals("(" + (rows.size() - 8) + " more series)", lines.get(9));
  }

  @Test
  void longNames_areCutToTheWidth() {
    registry.counter("a".repeat(200)).increment();
    for (String line : table.lines(next(0), 80, 100)) {
      assertTrue(line.length() <= 80, line);
    }
  }

  @Test
  void seriesWithChildren_isARowOfItsOwn() {
    registry.histogram("demo.bytes").record(1);
    registry.counter("demo.bytes.in").increment(7);
    List<String> titles =
        next(0).stream().filter(row -> !row.isSelfMetric()).map(StatsRow::title).toList();
    assertEquals(List.of("demo.bytes", "demo.bytes.in"), titles);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ns",
    "0.000000001, 1.00ns",
    "0.0000123, 12.3us",
    "0.00123, 1.23ms",
    "0.123, 123ms",
    "1.5, 1.50s"
  })
  void seconds_haveTheUnitThatReadsBest(double value, String expected) {
    assertEquals(expected, StatsTable.seconds(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0", "-3|-3", "1234|1,234", "123456|123,456", "1234567|1.23M", "-1234567|-1.23M",
        "999999999|1.00G", "25731421|25.7M", "0.5|0.50", "12.34|12.3", "1e12|1.00T",
            "1e300|1.0e+300"
      })
  void numbers_fitTheirColumn(double value, String expected) {
    assertEquals(expected, StatsTable.number(value, 7));
  }
}
