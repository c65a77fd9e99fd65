package io.tapes.reporters.influx;

import static io.tapes.reporters.format.Samples.counter;
import static io.tapes.reporters.format.Samples.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.LineFormat;
import io.tapes.testing.Forall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InfluxFormatTest {
  private static final InfluxFormat MILLIS = InfluxFormat.millis("", Fields.all());

  private static List<String> lines(LineFormat format, Snapshot now) throws IOException {
    List<String> lines = new ArrayList<>();
    format.write(now, snapshot(), lines::add);
    return lines;
  }

  @Test
  void write_specialCharacters_areEscaped() throws IOException {
    Snapshot now = snapshot(counter("#a,=b", Tags.of("k =,", "v =,\\", "time", "\n", "x", ""), 7));
    assertEquals(
        List.of("_a\\,=b,k\\ \\=\\,=v\\ \\=\\,_,time_=_ value=7i " + now.wallMillis()),
        lines(MILLIS, now));
  }

  @Test
  void write_nanos_addsSixZeros() throws IOException {
    Snapshot now = snapshot(counter("c", Tags.empty(), 7));
    assertEquals(
        List.of("p.c value=7i " + now.wallMillis() + "000000"),
        lines(InfluxFormat.nanos("p", Fields.all()), now));
  }

  @Test
  void write_gaugeThatIsNoNumber_isLeftOut() throws IOException {
    SeriesId id = new SeriesId("g", Tags.empty());
    assertEquals(List.of(), lines(MILLIS, snapshot(Series.gauge(id, Double.NaN))));
  }

  @Test
  void write_anySnapshot_isReadBackWhole() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(30, any::ints);
          Snapshot now = Fuzz.snapshot(seeds);
          List<String> lines = lines(MILLIS, now);
          Set<String> identities = new HashSet<>();
          int at = 0;
          for (Series series : now.series()) {
            Map<String, Number> finite = new LinkedHashMap<>(series.fields());
            finite.values().removeIf(number -> !Double.isFinite(number.doubleValue()));
            if (!identities.add(MILLIS.identity(series)) || finite.isEmpty()) {
              continue; // it is one with a series before it, or has nothing to write
            }
            StrictInflux point = StrictInflux.parse(lines.get(at++));
            assertEquals(now.wallMillis(), point.time());
            assertEquals(finite, point.fields());
            long tags = series.tags().asMap().values().stream().filter(v -> !v.isEmpty()).count();
            assertTrue(point.tags().size() == tags, lines.get(at - 1));
          }
          assertEquals(lines.size(), at);
        });
  }
}
