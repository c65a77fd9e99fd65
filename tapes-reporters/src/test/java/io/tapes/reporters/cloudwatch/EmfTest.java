package io.tapes.reporters.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lines, held against the specification of the format; there is no CloudWatch here. */
class EmfTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final Set<String> UNITS =
      Set.of(
          "Seconds",
          "Microseconds",
          "Milliseconds",
          "Bytes",
          "Percent",
          "Count",
          "Count/Second",
          "None");
  private static final Snapshot NOTHING = Snapshot.of(0, List.of());

  private static List<JsonNode> events(Snapshot now, Snapshot before) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    EmfFormat format = EmfFormat.of("shop", "", Fields.all());
    format.write(
        now,
        before,
        line -> {
          JsonNode event = JSON.readTree(line);
          requireValid(event);
          events.add(event);
        });
    return events;
  }

  private static void requireValid(JsonNode event) {
    assertTrue(event.at("/_aws/Timestamp").isIntegralNumber());
    assertEquals(1, event.at("/_aws/CloudWatchMetrics").size());
    JsonNode directive = event.at("/_aws/CloudWatchMetrics/0");
    Set<String> targets = new HashSet<>(Set.of("_aws"));
    assertTrue(directive.get("Dimensions").get(0).size() <= 30);
    for (JsonNode dimension : directive.get("Dimensions").get(0)) {
      assertTrue(targets.add(dimension.asText()));
      String value = event.get(dimension.asText()).textValue();
      assertTrue(!value.isEmpty() && value.length() <= 1_024);
    }
    assertTrue(directive.get("Metrics").size() >= 1 && directive.get("Metrics").size() <= 100);
    for (JsonNode metric : directive.get("Metrics")) {
      assertTrue(targets.add(metric.get("Name").asText()), metric + " is a dimension as well");
      assertTrue(UNITS.contains(metric.get("Unit").asText()), metric.toString());
      assertTrue(event.get(metric.get("Name").asText()).isNumber());
    }
    Set<String> members = new HashSet<>();
    event.fieldNames().forEachRemaining(members::add);
    assertEquals(targets, members);
  }

  @Test
  void anySnapshot_isEventsThatTheSpecificationAllows() throws IOException {
    for (int page = 0; page < 10; page++) {
      Snapshot any = Fuzz.snapshot(IntStream.range(300 * page, 300 * page + 300).boxed().toList());
      assertFalse(events(any, NOTHING).isEmpty());
    }
  }

  @Test
  void counts_areIncreases_andNothingIsSaidOfWhatDidNotHappen() throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs", Tags.of("zone", "a")).increment(5);
    registry.timer("work").record(Duration.ofMillis(3));
    registry.gauge("level").set(2);
    Snapshot first = registry.snapshot();
    assertEquals(5, event(events(first, NOTHING), "jobs").get("jobs").asLong());
    registry.counter("jobs", Tags.of("zone", "a")).increment(2);
    List<JsonNode> events = events(registry.snapshot(), first);
    assertEquals(2, event(events, "jobs").get("jobs").asLong());
    assertEquals("a", event(events, "jobs").get("zone").asText());
    assertEquals(2.0, event(events, "level").get("level").asDouble());
    assertTrue(events.stream().noneMatch(event -> event.has("work.count")));
    registry.timer("work").record(Duration.ofMillis(3));
    JsonNode work = event(events(registry.snapshot(), first), "work.count");
    assertEquals(1, work.get("work.count").asLong());
    assertTrue(
        work.at("/_aws/CloudWatchMetrics/0/Metrics")
            .toString()
            .contains("{\"Name\":\"work.q99\",\"Unit\":\"Seconds\"}"));
  }

  private static JsonNode event(List<JsonNode> events, String member) {
    return events.stream().filter(event -> event.has(member)).findFirst().orElseThrow();
  }

  @Test
  void namespaces_thatCloudWatchRefuses_areRefused() {
    for (String wrong : List.of("", "AWS/x", "a\"b", "x".repeat(257))) {
      assertThrows(
          IllegalArgumentException.class, () -> EmfFormat.of(wrong, "", Fields.all()), wrong);
    }
  }
}
