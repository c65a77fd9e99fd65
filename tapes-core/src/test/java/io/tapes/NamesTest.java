package io.tapes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void controlCharacters_areRefused_andShownEscaped() {
    assertRefused(() -> registry.meter("a\u0000b"), "a\\u0000b", "control character", "position 1");
    assertRefused(() -> registry.meter("a\tb"), "a\\u0009b", "control character");
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

  @Test
  void halfASurrogatePair_inAKey_isRefused_asItWouldLeaveTheOrderOfKeys() {
    Tags tags = Tags.of("b", "1", "\uD83D", "2");
    assertRefused(() -> registry.counter("a", tags), "'\\ud83d'", "a metric", "surrogate");
    registry.counter("a", Tags.of("\uD83D\uDE00", "1", "b", "\uD83D")).increment();
    assertEquals(1, registry.snapshot().series().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b.c", "a-b_c/d:e", "Ünïcode.名前", "a=b,c", "1", "😀"})
  void otherNames_areTaken(String name) {
    registry.counter(name).increment();
    assertEquals(1, registry.snapshot().number(name + ".value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "a b",
        " a",
        "a ",
        "a\u00a0b",
        "a\u2003b",
        "a{b",
        "{",
        "a}",
        "{k=v}",
        "a.{k=v}",
        "a.{b.c}",
        "\\",
        "\\{",
        "a.\\.{",
        "a{}.\\\\",
        "http:requests",
        "a\\"
      })
  void blanksBracesAndBackslashes_areTaken_andFoundByTheirPath(String name) {
    Tags tags = Tags.of("k", "v");
    registry.counter(name).increment();
    registry.counter(name, tags).increment(2);
    Snapshot now = registry.snapshot();
    String path = new SeriesId(name, Tags.empty()).path();
    assertEquals(1, now.number(path + ".value"));
    assertEquals(2, now.number(new SeriesId(name, tags).path() + ".value"));
    assertEquals(1L, now.at(path + ".value").orElseThrow());
    assertEquals(2L, now.at(path + ".{k=v}.value").orElseThrow());
  }

  @Test
  void aNameThatLooksLikeTags_isNoTags() {
    registry.counter("a", Tags.of("k", "v")).increment(1);
    registry.counter("a.{k=v}").increment(2);
    registry.counter("a{k=v}").increment(3);
    registry.counter("a\\", Tags.of("k", "v")).increment(4);
    assertEquals(
        "{a={{k=v}={value=1}, \\{k=v}={value=2}}, a\\={{k=v}={value=4}}, a{k=v}={value=3}}",
        registry.getStats().toString());
    Set<String> texts = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (Series series : registry.snapshot().series()) {
      texts.add(series.id().toString());
      paths.add(series.id().path());
    }
    assertEquals(Set.of("a{k=v}", "a.\\{k=v\\}", "a\\{k=v\\}", "a\\\\{k=v}"), texts);
    assertEquals(4, paths.size());
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
  void aKindBesideOthers_isPerNameAndTags() {
    Tags percentile = Tags.of("statistic", "percentile");
    Timer timer = registry.timer("t");
    Counter counter = registry.metric("t").tags(percentile).besideOtherKinds().counter();
    counter.increment(3);
    timer.record(Duration.ofMillis(5));
    assertSame(counter, registry.counter("t", percentile));
    assertSame(timer, registry.timer("t"));
    Snapshot now = registry.snapshot();
    assertEquals(1, now.number("t.count"));
    assertEquals(3, now.number("t.{statistic=percentile}.value"));
    assertEquals(
        List.of(MetricKind.COUNTER, MetricKind.TIMER),
        now.families().stream().map(family -> family.info().kind()).sorted().toList());
    assertRefused(() -> registry.gauge("t", percentile), "'t'", "timer", "gauge");
    assertRefused(() -> registry.counter("t"), "'t'", "timer", "counter");
    assertRefused(
        () -> registry.metric("t").tags(percentile).besideOtherKinds().gauge(),
        "'t{statistic=percentile}'",
        "counter",
        "gauge");
    assertRefused(
        () -> registry.metric("t").besideOtherKinds().counter(), "'t'", "timer", "counter");
  }

  @Test
  void kindsOfOneName_goOneByOne() {
    registry.timer("t");
    for (String tag : List.of("a", "b")) {
      registry.metric("t").tags("k", tag).besideOtherKinds().counter().increment();
    }
    registry.metric("t").tags("k", "c").besideOtherKinds().gauge().set(1);
    assertTrue(registry.remove("t", Tags.of("k", "c")));
    assertFalse(registry.remove("t", Tags.of("k", "c")));
    assertTrue(registry.remove("t"));
    assertRefused(() -> registry.timer("t"), "'t'", "counter", "timer");
    assertTrue(registry.remove("t", Tags.of("k", "a")));
    assertEquals(1, registry.snapshot().number("t.{k=b}.value"));
    assertTrue(registry.remove("t", Tags.of("k", "b")));
    registry.meter("t").mark();
    assertEquals(1, registry.snapshot().number("t.count"));
  }

  @Test
  void aChildNamedLikeAField_andItsParent_areBothThere_whicheverComesFirst() {
    registry.timer("request").record(Duration.ofMillis(20));
    registry.gauge("request.max").set(0.5);
    registry.counter("mail.count.today").increment();
    registry.meter("mail").mark(7);
    Snapshot now = registry.snapshot();
    assertEquals(0.02, now.number("request.max"), 1e-9);
    assertEquals(0.5, now.number("request.max.value"));
    assertEquals(7, now.number("mail.count"));
    assertEquals(1, now.number("mail.count.today.value"));
    assertEquals(0.5, now.at("request.max.value").orElseThrow());
    assertEquals(
        now.number("request.max"), ((Map<?, ?>) now.at("request.max").orElseThrow()).get(""));
  }

  @Test
  void aRefusedName_leavesNothingBehind() {
    registry.counter("jobs");
    assertRefused(() -> registry.timer("jobs..value"), "'jobs..value'");
    assertRefused(() -> registry.timer("jobs", Tags.of("k", "v")), "'jobs'");
    assertDoesNotThrow(() -> registry.counter("jobs.values"));
    assertEquals(2, registry.snapshot().series().size());
  }
}
