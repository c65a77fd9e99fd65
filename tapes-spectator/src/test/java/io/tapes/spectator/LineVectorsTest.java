package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Calls and the lines that the clients of all languages write for them. */
class LineVectorsTest {
  private static final Path VECTORS =
      Path.of("../tapes-reporters/src/test/resources/spectatord-lines.json");

  @TestFactory
  List<DynamicTest> call_writesTheLineOfAllClients() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : new ObjectMapper().readTree(VECTORS.toFile())) {
      tests.add(DynamicTest.dynamicTest(vector.get("line").asText(), () -> check(vector)));
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  private static void check(JsonNode vector) {
    try (SpectatorRegistry r = Lines.memory(tags(vector.get("common")))) {
      MeterId id = r.newId(vector.get("name").asText(), tags(vector.get("tags")));
      call(r, id, vector);
      JsonNode line = vector.get("line");
      // Python's floats have a fraction of zero; a double does not tell whether it was written.
      List<String> expected =
          line.isNull() ? List.of() : List.of(line.asText().replaceFirst("\\.0$", ""));
      assertEquals(expected, Lines.of(r));
    }
  }

  private static void call(SpectatorRegistry r, MeterId id, JsonNode vector) {
    JsonNode args = vector.get("args");
    double number = args.isEmpty() ? Double.NaN : args.get(0).asDouble();
    switch (vector.get("kind").asText()) {
      case "counter" -> r.counter(id).increment(number);
      case "timer" -> r.timer(id).record(number);
      case "pct_timer" -> r.percentileTimer(id).record(number);
      case "distribution_summary" -> r.distributionSummary(id).record(number);
      case "pct_distribution_summary" -> r.percentileDistributionSummary(id).record(number);
      case "gauge" -> gauge(r, id, vector.get("ttl")).set(number);
      case "max_gauge" -> r.maxGauge(id).set(number);
      case "monotonic_counter" -> r.monotonicCounter(id).set(number);
      case "monotonic_counter_uint" -> r.monotonicCounterUint(id).set(args.get(0).asLong());
      case "age_gauge" -> {
        if (vector.get("method").asText().equals("now")) {
          r.ageGauge(id).now();
        } else {
          r.ageGauge(id).set(number);
        }
      }
      default -> throw new AssertionError(vector);
    }
  }

  private static Gauge gauge(SpectatorRegistry r, MeterId id, JsonNode ttl) {
    return ttl.isNull() ? r.gauge(id) : r.gauge(id, Duration.ofSeconds(ttl.asLong()));
  }

  private static Map<String, String> tags(JsonNode tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.properties().forEach(tag -> map.put(tag.getKey(), tag.getValue().asText()));
    return map;
  }
}
