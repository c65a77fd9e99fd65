package io.tapes.reporters.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.json.MetricsModule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.PageFormat;
import io.tapes.reporters.format.Samples;
import io.tapes.testing.Forall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JsonLayoutsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PageFormat DROPWIZARD = JsonFormat.dropwizard(Instant.EPOCH);

  private static JsonNode written(PageFormat format, Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    return JSON.readTree(out.toByteArray());
  }

  @Test
  void flat_everyKeyIsThePathOfItsNumber() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(20, any::ints);
          Snapshot now = Fuzz.snapshot(seeds);
          JsonNode flat = written(JsonFormat.flat(), now);
          int fields = 0;
          for (Series series : now.series()) {
            fields += series.fields().size();
          }
          assertEquals(fields, flat.size());
          for (Map.Entry<String, JsonNode> entry : flat.properties()) {
            if (entry.getKey().indexOf('\uFFFD')
                < 0) { // half a surrogate pair, which JSON cannot carry
              double number = now.number(entry.getKey());
              assertEquals(
                  Double.isFinite(number) ? number : 0,
                  entry.getValue().asDouble(),
                  entry.getKey());
              assertEquals(!Double.isFinite(number), entry.getValue().isNull());
            }
          }
        });
  }

  /** The kinds of values at all paths, with the names of metrics left as they are. */
  private static Map<String, String> shape(String path, JsonNode node) {
    Map<String, String> shape = new TreeMap<>();
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(child -> shape.putAll(shape(path + "/" + child.getKey(), child.getValue())));
    } else {
      shape.put(path, node.isNumber() ? "number" : node.getNodeType().toString());
    }
    return shape;
  }

  @Test
  void dropwizard_hasTheShapeOfTheirsForTheSameMetrics() throws IOException {
    MetricRegistry theirs = new MetricRegistry();
    theirs.counter("jobs").inc();
    theirs.gauge("depth", () -> () -> 1.5);
    theirs.meter("errors").mark();
    theirs.histogram("bytes").update(7);
    theirs.timer("fetch").update(3, TimeUnit.MILLISECONDS);
    io.tapes.Registry ours = io.tapes.Registry.create();
    ours.counter("jobs").increment();
    ours.gauge("depth").set(1.5);
    ours.meter("errors").mark();
    ours.histogram("bytes").record(7);
    ours.timer("fetch").record(3, TimeUnit.MILLISECONDS);
    ObjectMapper module =
        new ObjectMapper()
            .registerModule(new MetricsModule(TimeUnit.SECONDS, TimeUnit.SECONDS, false));
    JsonNode expected = module.readTree(module.writeValueAsBytes(theirs));
    JsonNode actual = written(DROPWIZARD, ours.snapshot());
    Map<String, String> more = shape("", actual);
    more.keySet().removeIf(path -> path.endsWith("/q95"));
    assertEquals(shape("", expected), more);
    assertEquals(expected.at("/timers/fetch/max"), actual.at("/timers/fetch/max"));
    assertEquals(expected.at("/version"), actual.at("/version"));
  }

  @Test
  void dropwizard_meanRate_isSinceTheStart() throws IOException {
    JsonNode page = written(DROPWIZARD, Samples.everything());
    assertEquals(20, page.at("/timers/my.timer/mean_rate").asDouble()); // 100 in 5 s
    SeriesId tagged = new SeriesId("http.requests", Tags.of("method", "GET", "status", "200"));
    assertEquals(12, page.get("counters").get(tagged.toString()).get("count").asLong());
  }
}
