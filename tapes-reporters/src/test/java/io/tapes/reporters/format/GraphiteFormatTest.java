package io.tapes.reporters.format;

import static io.tapes.reporters.format.JsonFormatTest.counter;
import static io.tapes.reporters.format.JsonFormatTest.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
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
        List.of("p.c.value;a_b=x_y;k=_;name_=ü_" + time),
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

  /** Read as carbon does: three words, a path with tags, a number that Python's float takes. */
  @Property
  void write_anySnapshot_isReadBackWhole(@ForAll @Size(max = 30) List<Integer> seeds)
      throws IOException {
    Snapshot now = Fuzz.snapshot(seeds);
    for (GraphiteTags style : GraphiteTags.values()) {
      List<String> lines = lines(GraphiteFormat.of("p", style, Fields.all()), now);
      int at = 0;
      for (Series series : now.series()) {
        for (Map.Entry<String, Number> field : series.value().fields().entrySet()) {
          if (Double.isFinite(field.getValue().doubleValue())) {
            String[] words = lines.get(at++).split("[\\s\\p{Cntrl}]", -1);
            assertEquals(3, words.length, lines.get(at - 1));
            assertTrue(words[1].matches("-?[0-9]+(\\.[0-9]+)?"), words[1]);
            assertEquals(field.getValue().doubleValue(), Double.parseDouble(words[1]));
            assertEquals(now.wallMillis() / 1000, Long.parseLong(words[2]));
            String[] tags = words[0].split(";", -1);
            assertTrue(tags[0].matches("p(\\.[^.;~]+)+"), tags[0]);
            for (int i = 1; i < tags.length; i++) {
              assertTrue(tags[i].matches("[^;!^=]+=[^;~][^;]*"), tags[i]);
            }
            assertEquals(style == GraphiteTags.TAGS ? series.tags().size() + 1 : 1, tags.length);
          }
        }
      }
      assertEquals(lines.size(), at);
    }
  }
}
