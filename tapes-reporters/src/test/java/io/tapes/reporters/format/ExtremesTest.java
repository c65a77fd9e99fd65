package io.tapes.reporters.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.csv.CsvFormat;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.graphite.GraphiteFormat;
import io.tapes.reporters.graphite.GraphiteTags;
import io.tapes.reporters.influx.InfluxFormat;
import io.tapes.reporters.json.JsonFormat;
import io.tapes.reporters.otlp.OtlpFormat;
import io.tapes.reporters.otlp.OtlpHistograms;
import io.tapes.reporters.otlp.OtlpTemporality;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.reporters.slf4j.LogFormat;
import io.tapes.reporters.spectatord.SpectatordFormat;
import io.tapes.reporters.statsd.StatsdFormat;
import io.tapes.reporters.statsd.StatsdTags;
import io.tapes.testing.Forall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every format, and what is at the end of what can be counted or named. */
class ExtremesTest {
  private static final List<LineFormat> LINES =
      List.of(
          StatsdFormat.of("", StatsdTags.SEGMENTS),
          StatsdFormat.of("", StatsdTags.DOGSTATSD),
          GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all()),
          GraphiteFormat.of("", GraphiteTags.SEGMENTS, Fields.all()),
          InfluxFormat.millis("", Fields.all()),
          SpectatordFormat.of("", Duration.ofMinutes(1), true),
          LogFormat.of(Fields.all()));

  private static final List<PageFormat> PAGES =
      List.of(
          JsonFormat.compact(),
          JsonFormat.flat(),
          JsonFormat.dropwizard(Instant.EPOCH),
          (snapshot, out) -> PrometheusFormat.text().write(snapshot, out),
          (snapshot, out) -> PrometheusFormat.openMetrics().write(snapshot, out));

  private static List<String> lines(LineFormat format, Series... series) throws IOException {
    return lines(format, new ArrayList<>(), series);
  }

  private static List<String> lines(LineFormat format, List<String> leftOut, Series... series)
      throws IOException {
    List<String> lines = new ArrayList<>();
    format.write(
        Snapshot.of(1, List.of(series)),
        Snapshot.of(0, List.of()),
        new LineSink() {
          @Override
          public void line(String unit) {
            lines.addAll(List.of(unit.split("\n", -1)));
          }

          @Override
          public void leftOut(String sentence) {
            leftOut.add(sentence);
          }
        });
    return lines;
  }

  private static Series counter(String name, Tags tags, long value) {
    return Series.counter(new SeriesId(name, tags), value);
  }

  @Test
  void hugeCounts_keepAllTheirDigits() throws IOException {
    for (long huge : new long[] {1_000_000_000_000_000_001L, Long.MAX_VALUE}) {
      Series counter = counter("c", Tags.empty(), huge);
      for (LineFormat format : LINES) {
        List<String> lines = lines(format, counter);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains(Long.toString(huge)), lines.get(0));
      }
      for (PageFormat format : PAGES) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(Snapshot.of(1, List.of(counter)), out);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("" + huge));
      }
      assertEquals("0.001," + huge, CsvFormat.of(Fields.all()).row(counter, 1));
    }
  }

  @Test
  void hugeDistributions_areWritten() throws IOException {
    Distribution huge =
        Distribution.of(
            new int[] {Buckets.COUNT - 1},
            new long[] {1_000_000_000_000_000_000L},
            -1,
            Long.MAX_VALUE,
            Long.MAX_VALUE);
    Series histogram =
        Series.of(MetricInfo.of("h", MetricKind.HISTOGRAM), Tags.empty(), Fuzz.histogram(huge));
    for (LineFormat format : LINES) {
      assertTrue(lines(format, histogram).toString().contains("1000000000000000000"));
    }
  }

  @Test
  void namesOfAMegabyte_areOneLineEach() throws IOException {
    String text = "日\u0301😀x".repeat(1 << 18);
    Series named = counter(text, Tags.empty(), 1);
    Series tagged = counter("c", Tags.of(text, text, "\n\0\r", "\u2028\n"), 1);
    for (LineFormat format : LINES) {
      for (Series series : List.of(named, tagged)) {
        List<String> leftOut = new ArrayList<>();
        List<String> lines = lines(format, leftOut, series);
        assertEquals(1, lines.size() + leftOut.size(), format.getClass().getSimpleName());
        assertEquals(0, lines.stream().filter(line -> line.lines().count() != 1).count());
        assertEquals(0, leftOut.stream().filter(one -> one.length() > 1_000).count());
      }
    }
    for (PageFormat format : PAGES) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      format.write(Snapshot.of(1, List.of(named, tagged)), out);
      assertTrue(out.size() > 1 << 20);
    }
  }

  /** A line of the log is read back by its own rules, and no tag can forge another one. */
  @Test
  void logLines_areReadBackWhole() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(20, any::ints);
          for (Series series : Fuzz.snapshot(seeds).series()) {
            List<String> lines = lines(LogFormat.of(Fields.all()), series);
            assertEquals(1, lines.size());
            String line = lines.get(0);
            assertTrue(line.chars().noneMatch(Character::isISOControl), line);
            int end = line.indexOf('"') + 1;
            StringBuilder name = new StringBuilder();
            while (line.charAt(end) != '"') {
              end += line.charAt(end) == '\\' ? 1 : 0;
              name.append(line.charAt(end++));
            }
            assertEquals(Text.printable(series.id().toString()), name.toString());
            StringBuilder fields = new StringBuilder();
            for (String field : line.substring(end + 2).split(" ", -1)) {
              String[] parts = field.split("=", -1);
              Number expected = series.fields().get(parts[0]);
              assertTrue(expected != null, field);
              assertEquals(expected.doubleValue(), Double.parseDouble(parts[1]), line);
              fields.append(parts[0]).append(' ');
            }
            assertEquals(String.join(" ", series.fields().keySet()), fields.toString().strip());
          }
        });
  }

  @Test
  void otlp_ofHugeNames_isDecodable() throws IOException {
    String text = "日😀".repeat(1 << 18);
    List<Integer> sizes = new ArrayList<>();
    OtlpFormat.of(OtlpTemporality.CUMULATIVE, OtlpHistograms.EXPONENTIAL, Map.of())
        .write(
            Snapshot.of(1, List.of(counter("c", Tags.of("k", text), 1L << 60))),
            new OtlpFormat.Earlier() {
              @Override
              public @Nullable MetricValue value(Series series) {
                return null;
              }

              @Override
              public OptionalLong millis(SeriesId id) {
                return OptionalLong.of(0);
              }

              @Override
              public long startMillis() {
                return 0;
              }
            },
            (body, from, to, points) -> {
              var request = ExportMetricsServiceRequest.parseFrom(body);
              var point =
                  request
                      .getResourceMetrics(0)
                      .getScopeMetrics(0)
                      .getMetrics(0)
                      .getSum()
                      .getDataPoints(0);
              assertEquals(1L << 60, point.getAsInt());
              assertEquals(text, point.getAttributes(0).getValue().getStringValue());
              sizes.add(body.length);
            });
    assertEquals(1, sizes.size());
  }
}
