package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.reporters.Golden;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Our messages, read by the classes that Prometheus' own message definitions generate. */
class PrometheusProtobufTest {

  static Map<String, Metrics.MetricFamily> families(PrometheusFormat format, Snapshot snapshot)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    Map<String, Metrics.MetricFamily> families = new LinkedHashMap<>();
    for (Metrics.MetricFamily family = Metrics.MetricFamily.parseDelimitedFrom(in);
        family != null;
        family = Metrics.MetricFamily.parseDelimitedFrom(in)) {
      assertTrue(family.getUnknownFields().asMap().isEmpty(), () -> "unknown field in the family");
      assertEquals(null, families.put(family.getName(), family));
    }
    return families;
  }

  /** Native buckets by their index, as the specification decodes spans and differences. */
  static Map<Integer, Long> buckets(Metrics.Histogram histogram) {
    Map<Integer, Long> buckets = new TreeMap<>();
    int index = 0;
    int position = 0;
    long count = 0;
    for (Metrics.BucketSpan span : histogram.getPositiveSpanList()) {
      index += span.getOffset();
      for (int i = 0; i < span.getLength(); i++) {
        count += histogram.getPositiveDelta(position++);
        buckets.put(index++, count);
      }
    }
    assertEquals(histogram.getPositiveDeltaCount(), position);
    return buckets;
  }

  @Test
  void write_everything_isWhatTheOfficialClassesRead() throws IOException {
    StringBuilder text = new StringBuilder();
    families(PrometheusFormat.protobuf(), Samples.everything())
        .values()
        .forEach(family -> text.append(family).append('\n'));
    // 2^-128 has other digits before JDK 19, which are the same number.
    String exact =
        Pattern.compile("zero_threshold: (\\S+)")
            .matcher(text)
            .replaceAll(
                found ->
                    "zero_threshold: " + Double.toHexString(Double.parseDouble(found.group(1))));
    Golden.check("prometheus-protobuf.txt", exact);
  }

  @Test
  void write_anyNames_keepsEverySeriesOfTheTextPage() throws IOException {
    for (int page = 0; page < 10; page++) {
      Snapshot snapshot =
          Fuzz.snapshot(IntStream.range(300 * page, 300 * page + 300).boxed().toList());
      List<String> types = new ArrayList<>();
      families(PrometheusFormat.protobuf(), snapshot)
          .forEach((name, family) -> types.add(name + " " + family.getType()));
      List<String> expected = new ArrayList<>();
      PrometheusFormatTest.page(PrometheusFormat.text(), snapshot)
          .lines()
          .filter(line -> line.startsWith("# TYPE "))
          .forEach(line -> expected.add(line.substring(7).toUpperCase(java.util.Locale.ROOT)));
      assertEquals(
          expected, types.stream().map(type -> type.toUpperCase(java.util.Locale.ROOT)).toList());
    }
  }

  @Test
  void write_histogram_hasExactCountsAndSumAndEveryValueInItsBucket() throws IOException {
    Registry registry = Registry.create();
    Timer timer = registry.timer("t");
    Random random = new Random(7);
    int n = 10_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      long nanos = 1 + (long) Math.exp(10 + 4 * random.nextGaussian());
      timer.record(nanos, TimeUnit.NANOSECONDS);
      sum += nanos;
    }
    timer.record(0, TimeUnit.NANOSECONDS);
    Metrics.Histogram histogram =
        families(PrometheusFormat.protobuf(), registry.snapshot())
            .get("t_seconds")
            .getMetric(0)
            .getHistogram();
    assertEquals(n + 1, histogram.getSampleCount());
    assertEquals(1, histogram.getZeroCount());
    assertEquals(sum / 1e9, histogram.getSampleSum(), 1e-9 * sum / 1e9);
    assertEquals(3, histogram.getSchema());
    assertEquals(n, buckets(histogram).values().stream().mapToLong(Long::longValue).sum());
    assertEquals(n + 1, histogram.getBucket(histogram.getBucketCount() - 1).getCumulativeCount());
  }

  @Test
  void write_emptyHistogram_isNativeToo() throws IOException {
    Registry registry = Registry.create();
    registry.histogram("never");
    Metrics.Histogram histogram =
        families(PrometheusFormat.protobuf(), registry.snapshot())
            .get("never")
            .getMetric(0)
            .getHistogram();
    assertEquals(0, histogram.getSampleCount());
    assertEquals(1, histogram.getPositiveSpanCount()); // which tells it from a classic one
  }

  @Test
  void nativeSchema_outOfRange_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> PrometheusFormat.protobuf().nativeSchema(7));
    assertThrows(
        IllegalArgumentException.class, () -> PrometheusFormat.protobuf().nativeSchema(-1));
  }

  @Test
  void write_labels_areTheTags() throws IOException {
    Registry registry = Registry.create();
    registry.counter("c", Tags.of("b.c", "ü\n", "a", "1")).increment();
    Metrics.Metric metric =
        families(PrometheusFormat.protobuf(), registry.snapshot()).get("c_total").getMetric(0);
    assertEquals(
        List.of("a=1", "b_c=ü\n"),
        metric.getLabelList().stream()
            .map(label -> label.getName() + "=" + label.getValue())
            .toList());
    assertEquals(1.0, metric.getCounter().getValue());
  }
}
