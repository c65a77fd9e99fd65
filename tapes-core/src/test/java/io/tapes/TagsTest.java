package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagsTest {
  @Test
  void order_doesNotMatter() {
    Forall.check(
        any -> {
          Map<String, String> map = any.map(8, () -> any.text(1), any::text);
          long seed = any.longs();
          List<Map.Entry<String, String>> shuffled = new ArrayList<>(map.entrySet());
          Collections.shuffle(shuffled, new Random(seed));
          List<String> pairs = new ArrayList<>();
          shuffled.forEach(tag -> pairs.addAll(List.of(tag.getKey(), tag.getValue())));
          Tags tags = Tags.of(pairs.toArray(String[]::new));
          assertEquals(Tags.of(map), tags);
          assertEquals(Tags.of(map).hashCode(), tags.hashCode());
          assertEquals(Tags.of(map).toString(), tags.toString());
          assertEquals(0, Tags.of(map).compareTo(tags));
          assertEquals(map, tags.asMap());
        });
  }

  @Test
  void shownForms_areDifferent_whereTagsAre() {
    Forall.check(
        any -> {
          Map<String, String> a = any.map(3, () -> any.text(1), any::text);
          Map<String, String> b = any.map(3, () -> any.text(1), any::text);
          assertEquals(a.equals(b), Tags.of(a).toString().equals(Tags.of(b).toString()));
        });
  }

  @Test
  void and_keepsAllOfBoth_andTheOthersValues() {
    Forall.check(
        any -> {
          Map<String, String> a = any.map(5, () -> any.text(1), any::text);
          Map<String, String> b = any.map(5, () -> any.text(1), any::text);
          Map<String, String> expected = new java.util.HashMap<>(a);
          expected.putAll(b);
          Tags both = Tags.of(a).and(Tags.of(b));
          assertEquals(expected, both.asMap());
          assertTrue(both.containsAll(Tags.of(b)));
          assertEquals(expected.entrySet().containsAll(a.entrySet()), both.containsAll(Tags.of(a)));
        });
  }

  @Test
  void keys_areSorted() {
    Tags tags = Tags.of("status", "200", "method", "GET");
    assertEquals(2, tags.size());
    assertEquals("method", tags.key(0));
    assertEquals("GET", tags.value(0));
    assertEquals("{method=GET,status=200}", tags.toString());
    assertEquals(Optional.of("200"), tags.value("status"));
    assertEquals(Optional.empty(), tags.value("x"));
  }

  @Test
  void containsAll_wantsTheValueToo() {
    Tags tags = Tags.of("a", "1", "b", "2");
    assertTrue(tags.containsAll(Tags.of("b", "2")));
    assertFalse(tags.containsAll(Tags.of("b", "1")));
    assertFalse(tags.containsAll(Tags.of("a", "1", "c", "3")));
    assertTrue(tags.containsAll(Tags.empty()));
    assertFalse(Tags.empty().containsAll(tags));
  }

  @Test
  void and_ofOneTag_replacesItsValue() {
    assertEquals(Tags.of("a", "2"), Tags.of("a", "1").and("a", "2"));
    assertEquals(Tags.of("a", "1", "b", "2"), Tags.of("b", "2").and("a", "1"));
  }

  @Test
  void empty_isOneInstance() {
    assertSame(Tags.empty(), Tags.of());
    assertSame(Tags.empty(), Tags.of(Map.of()));
    assertTrue(Tags.empty().isEmpty());
    assertEquals("{}", Tags.empty().toString());
    assertNotEquals(Tags.empty(), Tags.of("a", ""));
  }

  @Test
  void valuesMayBeEmpty_keysMayNot() {
    assertEquals("{a=}", Tags.of("a", "").toString());
    assertRefused("empty key", "", "v");
  }

  @Test
  void duplicates_areRefused_evenWithTheSameValue() {
    assertRefused("'a' twice", "a", "1", "b", "2", "a", "1");
  }

  @Test
  void aKeyWithoutValue_isRefused() {
    assertRefused("[a, 1, b]", "a", "1", "b");
  }

  @Test
  void nulls_areRefused() {
    assertRefused("null", "a", null);
    assertRefused("null", null, "v");
  }

  private static void assertRefused(String words, String... pairs) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Tags.of(pairs));
    assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
  }

  @Test
  void laterChangesOfTheArguments_changeNothing() {
    String[] pairs = {"a", "1"};
    Tags tags = Tags.of(pairs);
    pairs[1] = "2";
    assertEquals(Tags.of("a", "1"), tags);
    assertThrows(UnsupportedOperationException.class, () -> tags.asMap().put("b", "2"));
  }

  @Test
  void hashes_ofUnlikeTags_differ() {
    int one = Tags.of("a", "b").hashCode();
    assertNotEquals(one, Tags.of("a", "c").hashCode());
    assertNotEquals(one, Tags.of("b", "b").hashCode());
    assertNotEquals(one, Tags.empty().hashCode());
  }
}
