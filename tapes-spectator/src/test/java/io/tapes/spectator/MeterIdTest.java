package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterIdTest {
  @Test
  void ids_areEqualWhateverTheOrderOfTags() {
    Map<String, String> oneWay = new LinkedHashMap<>();
    oneWay.put("a", "1");
    oneWay.put("b", "2");
    Map<String, String> otherWay = new LinkedHashMap<>();
    otherWay.put("b", "2");
    otherWay.put("a", "1");
    MeterId one = MeterId.of("name", oneWay);
    assertEquals(one, MeterId.of("name", otherWay));
    assertEquals(one.hashCode(), MeterId.of("name", otherWay).hashCode());
    assertEquals("name,a=1,b=2", one.toString());
    assertNotEquals(one, MeterId.of("name", Map.of("a", "1")));
    assertNotEquals(one, MeterId.of("other", oneWay));
  }

  @Test
  void withTag_leavesTheIdAsItIs() {
    Map<String, String> mine = new HashMap<>(Map.of("k", "v"));
    MeterId id = MeterId.of("name", mine);
    mine.put("later", "1");
    MeterId more = id.withTag("x", "y").withTags(Map.of("k", "w", "z", "1"));
    assertEquals(Map.of("k", "v"), id.tags());
    assertEquals(Map.of("k", "w", "x", "y", "z", "1"), more.tags());
    assertSame(id, id.withTags(Map.of()));
    assertThrows(UnsupportedOperationException.class, () -> id.tags().put("a", "b"));
  }

  @Test
  void emptyTags_areLeftOut_alsoNull() {
    Map<String, String> tags = new HashMap<>();
    tags.put("", "v");
    tags.put("k", "");
    tags.put("n", null);
    tags.put(null, "v");
    tags.put("good", "1");
    assertEquals("name,good=1", MeterId.of("name", tags).line());
    assertEquals("name", MeterId.of("name", Map.of()).withTag("", "x").line());
  }

  @Test
  void keysOfTheAgentsOwn_getAnUnderscore() {
    MeterId id = MeterId.of("c", Map.of("statistic", "foo", "percentile", "p", "name", "n"));
    assertEquals("c,name_=n,percentile_=p,statistic_=foo", id.line());
  }

  @Test
  void whatAtlasDoesNotTake_isNotSent() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 21; i++) {
      many.put("k" + i, "v");
    }
    List<MeterId> bad =
        List.of(
            MeterId.of("", Map.of()),
            MeterId.of("x".repeat(256), Map.of()),
            MeterId.of("x".repeat(1 << 20), Map.of()),
            MeterId.of("x", Map.of("k".repeat(61), "v")),
            MeterId.of("x", Map.of("k", "v".repeat(121))),
            MeterId.of("x", many));
    for (MeterId id : bad) {
      assertEquals("", id.line());
    }
    assertFalse(
        MeterId.of("x".repeat(255), Map.of("k".repeat(60), "v".repeat(120))).line().isEmpty());
  }

  @Test
  void commonTags_comeBeforeThoseOfTheUser_howeverTheseCome() {
    try (SpectatorRegistry r = Lines.memory(Map.of("a", "common"))) {
      r.counter("c", Map.of("a", "user")).increment();
      r.counter(r.newId("c").withTag("a", "user")).increment();
      r.counter(MeterId.of("c", Map.of("b", "1"))).increment();
      assertEquals(List.of("c:c,a=common:1", "c:c,a=common:1", "c:c,a=common,b=1:1"), Lines.of(r));
    }
  }
}
