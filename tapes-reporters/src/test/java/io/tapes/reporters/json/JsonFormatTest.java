package io.tapes.reporters.json;

import static io.tapes.reporters.format.Samples.counter;
import static io.tapes.reporters.format.Samples.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.PageFormat;
import io.tapes.reporters.format.Samples;
import io.tapes.testing.Forall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static String part(Snapshot snapshot, String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(JsonFormat.compact().write(snapshot, path, out), path);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void write_emptySnapshot_isAnEmptyObject() {
    assertEquals("{}", JsonFormat.compact().format(snapshot()));
    assertEquals("{}", JsonFormat.pretty().format(snapshot()));
  }

  @Test
  void write_longs_keepAllDigits() {
    assertEquals(
        "{\"a\":{\"value\":9007199254740993}}",
        JsonFormat.compact().format(snapshot(counter("a", Tags.empty(), (1L << 53) + 1))));
  }

  @Test
  void write_doubles_areTheShortestThatReadBack() {
    // JDK 17 itself prints 9.999999999999999E22 and 8.409999999999999E21 for the last two.
    for (String text : List.of("0.001", "1.0E7", "123456.789", "4.9E-324", "1.0E23", "8.41E21")) {
      assertEquals("{\"g\":{\"value\":" + text + "}}", gauge(Double.parseDouble(text)));
    }
  }

  private static String gauge(double value) {
    return JsonFormat.compact()
        .format(snapshot(Series.gauge(new SeriesId("g", Tags.empty()), value)));
  }

  @Test
  void write_nameSortingBeforeADot_keepsEveryObjectWhole() throws IOException {
    Snapshot snapshot =
        snapshot(
            counter("a", Tags.empty(), 1),
            counter("a", Tags.of("k", "v"), 2),
            counter("a-b", Tags.empty(), 3),
            counter("a.b", Tags.empty(), 4));
    assertEquals(
        "{\"a\":{\"value\":1,\"{k=v}\":{\"value\":2},\"b\":{\"value\":4}},\"a-b\":{\"value\":3}}",
        JsonFormat.compact().format(snapshot));
    assertEquals("{\"value\":1,\"{k=v}\":{\"value\":2},\"b\":{\"value\":4}}", part(snapshot, "a"));
  }

  @Test
  void write_path_selectsNodesSeriesAndNumbers() throws IOException {
    Snapshot snapshot =
        snapshot(
            counter("a.b", Tags.empty(), 1),
            counter("a.b", Tags.of("p", "x.y}z", "q", ""), 2),
            counter("a.b.c", Tags.empty(), 3));
    assertEquals("1", part(snapshot, "a.b.value"));
    assertEquals("{\"value\":3}", part(snapshot, "a.b.c"));
    assertEquals("{\"value\":2}", part(snapshot, "a.b.{p=x.y\\}z,q=}"));
    assertEquals("2", part(snapshot, "a.b.{p=x.y\\}z,q=}.value"));
    assertEquals(JsonFormat.compact().format(snapshot), part(snapshot, ""));
  }

  @Test
  void write_pathToNothing_writesNothing() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Snapshot snapshot = snapshot(counter("a.b", Tags.empty(), 1));
    for (String path :
        List.of("x", "a.bb", "a.b.count", "value", ".", "a..b", "{}", "a.b.{}.{}", "a.b.{k=v}")) {
      assertFalse(JsonFormat.compact().write(snapshot, path, out), path);
    }
    assertEquals(0, out.size());
  }

  @Test
  void write_halfASurrogatePair_becomesAKeyOfItsOwn() throws IOException {
    Snapshot halves =
        snapshot(
            counter("a", Tags.of("k", "x\uD800y"), 1),
            counter("a", Tags.of("k", "x\uD801y"), 2),
            counter("a", Tags.of("k", "x\uFFFDy"), 3),
            counter("a", Tags.of("k", "x\uFFFD{d800}y"), 4));
    assertEquals(
        "{\"a\":{\"{k=x\uFFFD{d800}y}\":{\"value\":1},\"{k=x\uFFFD{d801}y}\":{\"value\":2},"
            + "\"{k=x\uFFFDy}\":{\"value\":3},\"{k=x\uFFFD{d800\\\\}y}\":{\"value\":4}}}",
        JsonFormat.compact().format(halves));
    for (PageFormat format :
        List.of(JsonFormat.compact(), JsonFormat.flat(), JsonFormat.dropwizard(Instant.EPOCH))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      format.write(halves, out);
      STRICT.readTree(out.toByteArray()); // throws where a key is there twice
    }
  }

  @Test
  void write_thousandsOfSegments_works() throws IOException {
    String name = "a.".repeat(5000) + "a";
    assertEquals("1", part(snapshot(counter(name, Tags.empty(), 1)), name + ".value"));
  }

  @Test
  void write_everything_equalsTheNestedMap() throws IOException {
    Snapshot snapshot = Samples.everything();
    assertSameTree(snapshot);
  }

  @Test
  void write_anySnapshot_equalsTheNestedMap() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(20, any::ints);
          assertSameTree(Fuzz.snapshot(seeds));
        });
  }

  @Test
  void write_aSeriesNamedLikeAField_isShownBesideTheField() throws IOException {
    Snapshot now =
        snapshot(
            counter("own", Tags.empty(), 5),
            counter("own.value", Tags.empty(), 7),
            counter("own.value.value.x", Tags.empty(), 9));
    assertSameTree(now);
    String value = "{\"\":5,\"value\":{\"\":7,\"x\":{\"value\":9}}}";
    assertEquals("{\"own\":{\"value\":" + value + "}}", JsonFormat.compact().format(now));
    assertEquals("{\"value\":" + value + "}", part(now, "own"));
    assertEquals(value, part(now, "own.value"));
  }

  private static void assertSameTree(Snapshot snapshot) throws IOException {
    JsonNode ours = MAPPER.readTree(JsonFormat.compact().format(snapshot));
    JsonNode map = MAPPER.readTree(MAPPER.writeValueAsString(finite(snapshot.toMap())));
    assertEquals(map, ours);
  }

  private static Object finite(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new TreeMap<>();
      map.forEach((key, value) -> copy.put(Text.key((String) key), finite(value)));
      return copy;
    }
    boolean finite = !(node instanceof Double number) || Double.isFinite(number);
    return finite ? node : MAPPER.nullNode();
  }
}
