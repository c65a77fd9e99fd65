package io.tapes.reporters.graphite;

import static io.tapes.reporters.format.Samples.counter;
import static io.tapes.reporters.format.Samples.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import io.tapes.reporters.format.Samples;
import io.tapes.testing.Forall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphiteFormatTest {
  private static List<String> lines(LineFormat format, Snapshot now) throws IOException {
    List<String> lines = new ArrayList<>();
    format.write(now, snapshot(), lines::add);
    return lines;
  }

  @Test
  void write_tags_areTagsOrSegments() throws IOException {
    Snapshot now = snapshot(counter("c", Tags.of("a b", "x;y", "k", "", "name", "ü~"), 1));
    String time = " 1 " + now.wallMillis() / 1000;
    assertEquals(
        List.of("p.c.value;a_b=x_y;k=_;name_=ü~" + time),
        lines(GraphiteFormat.of("p", GraphiteTags.TAGS, Fields.all()), now));
    assertEquals(
        List.of("p.c.a_b.x_y.k._.name.ü_.value" + time),
        lines(GraphiteFormat.of("p", GraphiteTags.SEGMENTS, Fields.all()), now));
  }

  @Test
  void write_someFields_leavesOutTheOthers() throws IOException {
    List<String> lines =
        lines(
            GraphiteFormat.of("", GraphiteTags.TAGS, Fields.only("q99", "count")),
            Samples.everything());
    assertEquals(
        List.of("db.query", "errors", "my.timer", "never", "payload.bytes"),
        lines.stream().map(line -> line.replaceAll("\\.(count|q99).*", "")).distinct().toList());
  }

  @Test
  void fields_unknown_areRefusedByName() {
    var unknown = assertThrows(IllegalArgumentException.class, () -> Fields.only("p99"));
    assertTrue(unknown.getMessage().contains("'p99'"), unknown.getMessage());
    assertThrows(IllegalArgumentException.class, Fields::only);
  }

  @Test
  void write_tagValues_keepWhatCarbonKeeps() throws IOException {
    Snapshot now =
        snapshot(
            counter("a", Tags.of("k", "/api/v1?x=\"1\"&y={2}!^,\\日"), 1),
            counter("b", Tags.of("k", "~a~;\u00a0\u0085\u2028\t"), 1),
            counter("c", Tags.of("k", "{a=\"b\"}"), 1));
    String time = " 1 " + now.wallMillis() / 1000;
    assertEquals(
        List.of(
            "a.value;k=/api/v1?x=\"1\"&y={2}!^,\\日" + time,
            "b.value;k=_a~_____" + time,
            "c.value;k={a=\"b\"_" + time),
        lines(GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all()), now));
  }

  @Test
  void write_segmentThatNoFileSystemTakes_isLeftOutByName() throws IOException {
    String fits = "é".repeat(127) + "x"; // 255 bytes
    Snapshot now =
        snapshot(
            counter("a." + fits + ".b", Tags.empty(), 1),
            counter("c." + fits + "x.d", Tags.empty(), 1),
            counter("e", Tags.of("k", fits + "x"), 1));
    List<String> leftOut = new ArrayList<>();
    assertEquals(2, write(GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all()), now, leftOut));
    assertEquals(
        1, write(GraphiteFormat.of("", GraphiteTags.SEGMENTS, Fields.all()), now, leftOut));
    assertEquals(3, leftOut.size());
    assertTrue(leftOut.get(0).startsWith("series 'c.é"), leftOut.get(0));
    assertTrue(leftOut.get(2).startsWith("series 'e{k=é"), leftOut.get(2));
  }

  /** How many lines there are. */
  private static int write(LineFormat format, Snapshot now, List<String> leftOut)
      throws IOException {
    int[] lines = {0};
    format.write(
        now,
        snapshot(),
        new LineSink() {
          @Override
          public void line(String line) {
            lines[0]++;
          }

          @Override
          public void leftOut(String sentence) {
            leftOut.add(sentence);
          }
        });
    return lines[0];
  }

  /** Read as carbon does: three words, a path with tags, a number that Python's float takes. */
  @Test
  void write_anySnapshot_isReadBackWhole() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(30, any::ints);
          Snapshot now = Fuzz.snapshot(seeds);
          for (GraphiteTags style : GraphiteTags.values()) {
            List<String> lines = lines(GraphiteFormat.of("p", style, Fields.all()), now);
            int at = 0;
            Set<String> identities = new HashSet<>();
            for (Series series : now.series()) {
              if (!identities.add(GraphiteFormat.of("p", style, Fields.all()).identity(series))) {
                continue;
              }
              for (Map.Entry<String, Number> field : series.fields().entrySet()) {
                if (Double.isFinite(field.getValue().doubleValue())) {
                  String[] words = lines.get(at++).split("[\\s\\x1c-\\x1f\\x85\u2028]", -1);
                  assertEquals(3, words.length, lines.get(at - 1));
                  assertTrue(words[1].matches("-?[0-9]+(\\.[0-9]+)?"), words[1]);
                  assertEquals(field.getValue().doubleValue(), Double.parseDouble(words[1]));
                  assertEquals(now.wallMillis() / 1000, Long.parseLong(words[2]));
                  String[] tags = words[0].split(";", -1);
                  assertTrue(tags[0].matches("p(\\.[^.;~]+)+"), tags[0]);
                  for (int i = 1; i < tags.length; i++) {
                    assertTrue(tags[i].matches("[^;!^=]+=[^;~][^;]*"), tags[i]);
                  }
                  assertEquals(
                      style == GraphiteTags.TAGS ? series.tags().size() + 1 : 1, tags.length);
                }
              }
            }
            assertEquals(lines.size(), at);
          }
        });
  }
}
