package io.tapes.reporters.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.reporters.prometheus.PrometheusFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ExportBoundsTest {
  @Test
  void theFirstPatternThatFits_comesBeforeWhatTheMetricSays() {
    ExportBounds bounds = ExportBounds.of("http.*", 0.001, 0.01).and("*", -1, 5);
    MetricInfo timer =
        MetricInfo.of("http.latency", MetricKind.TIMER).described("", "Time", List.of(7.0));
    MetricInfo changed = bounds.apply(timer);
    assertEquals(List.of(0.001, 0.01), changed.bounds());
    assertEquals("Time", changed.description());
    assertEquals(
        List.of(-1.0, 5.0), bounds.apply(MetricInfo.of("size", MetricKind.HISTOGRAM)).bounds());
    MetricInfo counter = MetricInfo.of("http.count", MetricKind.COUNTER);
    assertSame(counter, bounds.apply(counter));
    assertSame(timer, ExportBounds.none().apply(timer));
    assertSame(timer, ExportBounds.of("db.*", 1).apply(timer));
  }

  @Test
  void whatAreNoBounds_isRefusedWithASentence() {
    assertRefused("'a' is not above", () -> ExportBounds.of("a", 2, 1));
    assertRefused("'a' is not above", () -> ExportBounds.of("a", Double.NaN));
    assertRefused("no bounds for 'a'", () -> ExportBounds.of("a"));
    assertRefused("pattern is empty", () -> ExportBounds.of("", 1));
  }

  private static void assertRefused(String words, Executable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
  }

  @Test
  void aServiceOf48Microseconds_showsItsMedianWithinOneBound() throws IOException {
    Registry registry = Registry.create();
    for (int i = 0; i < 1_000; i++) {
      registry.timer("quick").record(Duration.ofNanos(48_000));
    }
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    PrometheusFormat.text()
        .bounds(ExportBounds.of("quick", 0.00001, 0.00005, 0.0001))
        .write(registry.snapshot(), page);
    String text = page.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("quick_seconds_bucket{le=\"1e-05\"} 0\n"), text);
    assertTrue(text.contains("quick_seconds_bucket{le=\"5e-05\"} 1000\n"), text);
    assertTrue(text.contains("quick_seconds_bucket{le=\"0.0001\"} 1000\n"), text);
    assertTrue(text.contains("quick_seconds_bucket{le=\"+Inf\"} 1000\n"), text);
  }
}
