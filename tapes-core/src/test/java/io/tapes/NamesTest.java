package io.tapes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a registry takes, and what it says of those that it refuses. */
class NamesTest {
  private final Registry registry = Registry.create();

  private static void assertRefused(Executable setUp, String... words) {
    String sentence = assertThrows(IllegalArgumentException.class, setUp).getMessage();
    for (String word : words) {
      assertTrue(sentence.contains(word), sentence);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".a", "a.", "a..b", "..", "http..x"})
  void emptySegments_areRefused(String name) {
    assertRefused(() -> registry.counter(name), "'" + name + "'", "empty segment", "single dots");
  }

  @Test
  void theEmptyName_isRefused() {
    assertRefused(() -> registry.timer(""), "''", "empty");
    assertRefused(() -> registry.scope(""), "scope", "empty");
    assertRefused(() -> registry.scope("a").counter(""), "'a.'", "empty segment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "a b", "a\tb", "a\nb", " a", "a ", "a\u00a0b", "a\u2003b", "a\u2007b"})
  void blanks_areRefused(String name) {
    assertRefused(() -> registry.meter(name), "blank", "position");
  }

  @Test
  void controlCharacters_areRefused_andShownEscaped() {
    assertRefused(() -> registry.meter("a\u0000b"), "a\\u0000b", "control character");
  }

  @Test
  void halfASurrogatePair_isRefused_asItWouldMergeNames() {
    for (String half : List.of("\uD83D", "\uD83E", "\uDE00")) {
      for (String name :
          List.of("a." + half, half + ".a", "a" + half + "b", "\uD83D\uDE00" + half)) {
        assertRefused(() -> registry.counter(name), "surrogate", "position");
        assertRefused(() -> new SeriesId(name, Tags.empty()), "surrogate");
      }
    }
    assertRefused(() -> registry.scope("a\uD83D"), "scope", "'a\\ud83d'");
    assertRefused(() -> registry.scope("\uD83D\uD83D\uDE00"), "position 0");
  }

  @ParameterizedTest
  @CsvSource({"a{b,{", "{,{", "a.{k=v},{", "a},}"})
  void braces_areRefused_andTagsRecommended(String name, String brace) {
    assertRefused(() -> registry.gauge(name), "'" + name + "'", "'" + brace + "'", "Tags.of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b.c", "a-b_c/d:e", "Ünïcode.名前", "a=b,c", "1", "😀"})
  void otherNames_areTaken(String name) {
    registry.counter(name).increment();
    assertTrue(registry.snapshot().number(name + ".value") == 1);
  }

  @Test
  void aNameOfAnotherType_isRefused_namingBoth() {
    registry.counter("jobs");
    assertRefused(() -> registry.timer("jobs"), "'jobs'", "counter", "timer", "another name");
    assertRefused(() -> registry.gauge("jobs", Tags.of("k", "v")), "'jobs'", "counter", "gauge");
    registry.timer("t", Tags.of("k", "v"));
    assertRefused(() -> registry.histogram("t"), "'t'", "timer", "histogram");
  }

  @Test
  void aChildNamedLikeAField_isRefused_whicheverComesFirst() {
    registry.counter("jobs");
    assertRefused(() -> registry.counter("jobs.value"), "'jobs.value'", "'value'", "'jobs'");
    registry.counter("mail.count.today");
    assertRefused(
        () -> registry.meter("mail"), "'mail.count.today'", "'count'", "'mail'", "rename");
    registry.counter("page.q99");
    assertRefused(() -> registry.timer("page"), "'page.q99'", "'q99'", "'page'");
  }

  @Test
  void aDeepDescendantBelowAField_isRefused() {
    registry.timer("a.b");
    assertRefused(() -> registry.counter("a.b.q50.c.d"), "'a.b.q50.c.d'", "'q50'", "'a.b'");
  }

  @Test
  void aChildNamedLikeAField_isRefused_throughTags() {
    registry.counter("jobs", Tags.of("k", "v"));
    assertRefused(() -> registry.counter("jobs.value"), "'jobs.value'", "'value'");
    assertRefused(() -> registry.counter("jobs.value", Tags.of("k", "v")), "'jobs.value'");
    registry.counter("page.count", Tags.of("k", "v"));
    assertRefused(() -> registry.meter("page", Tags.of("k", "v")), "'page.count'", "'count'");
  }

  @Test
  void aRefusedName_leavesNothingBehind() {
    registry.counter("jobs");
    assertRefused(() -> registry.timer("jobs.value"), "'jobs.value'");
    assertRefused(() -> registry.timer("jobs.value"), "'jobs.value'");
    assertDoesNotThrow(() -> registry.counter("jobs.values"));
    assertTrue(registry.snapshot().series().size() == 2);
  }

  @Test
  void fieldsOfOtherTypes_areFreeNames() {
    registry.counter("jobs");
    for (String field : List.of("count", "m1", "min", "q99", "valuex", "value-x")) {
      assertDoesNotThrow(() -> registry.counter("jobs." + field));
    }
    registry.counter("a.count-x");
    assertDoesNotThrow(() -> registry.timer("a"));
  }
}
