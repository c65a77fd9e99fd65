package io.tapes.prometheus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tapes.Registry;
import io.tapes.reporters.prometheus.PrometheusFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Tapes shows to Prometheus is what client_java itself would have shown. */
class SameExpositionTest {

  @Test
  void familiesTypesLabelsAndValues_areTheSame() throws IOException {
    PrometheusRegistry metrics = new PrometheusRegistry();
    Counter counter =
        Counter.builder()
            .name("requests_total")
            .help("requests")
            .labelNames("path", "status")
            .register(metrics);
    Gauge.builder().name("depth").help("depth").register(metrics).set(2.5);
    Info.builder()
        .name("build_info")
        .help("build")
        .labelNames("version")
        .register(metrics)
        .addLabelValues("1.2");
    Histogram both =
        Histogram.builder().name("both_seconds").help("both").labelNames("path").register(metrics);
    Histogram classic =
        Histogram.builder()
            .name("classic_bytes")
            .help("classic")
            .classicOnly()
            .classicExponentialUpperBounds(64, 4, 8)
            .register(metrics);
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      counter.labelValues("/" + i % 3, i % 10 == 0 ? "500" : "200").inc();
      both.labelValues("/" + i % 3).observe(Math.exp(2 * random.nextGaussian() - 3));
      classic.observe(random.nextInt(1_000_000));
    }
    both.labelValues("/0").observe(0.005); // a bound
    both.labelValues("/0").observe(0);

    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(theirs, metrics.scrape());
    Registry registry = Registry.create();
    registry.register(PrometheusRegistrySource.of(metrics));
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    PrometheusFormat.text().write(registry.snapshot(), ours);

    Map<String, String> expected = lines(theirs);
    Map<String, String> actual = lines(ours);
    assertTrue(expected.size() > 60, () -> "too little: " + expected);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((key, value) -> requireSame(key, value, actual.get(key)));
  }

  private static void requireSame(String key, String expected, String actual) {
    if (key.startsWith("#")) {
      assertEquals(expected, actual, key);
    } else {
      double value = Double.parseDouble(expected);
      // A sum was added up in another order.
      double tolerance = key.contains("_sum") ? Math.abs(value) * 1e-12 : 0;
      assertEquals(value, Double.parseDouble(actual), tolerance, key);
    }
  }

  /** Each line by what is before its last blank, labels in order, and bounds as numbers. */
  private static Map<String, String> lines(ByteArrayOutputStream page) {
    TreeMap<String, String> lines = new TreeMap<>();
    page.toString(StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              lines.put(normal(line.substring(0, end)), line.substring(end + 1));
            });
    return lines;
  }

  private static String normal(String key) {
    int brace = key.indexOf('{');
    if (key.startsWith("#") || brace < 0) {
      return key;
    }
    TreeMap<String, String> labels = new TreeMap<>();
    for (String label : key.substring(brace + 1, key.length() - 1).split(",", -1)) {
      if (!label.isEmpty()) {
        String[] parts = label.split("=", 2);
        String value = parts[1].replace("\"", "");
        labels.put(
            parts[0],
            parts[0].equals("le") && !value.equals("+Inf") ? "" + Double.valueOf(value) : value);
      }
    }
    return key.substring(0, brace) + labels;
  }
}
