package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The form that getStats shows, and paths into it. */
class NestedMapTest {
  private static final List<String> FIGURES =
      List.of("min", "max", "mean", "stddev", "q50", "q75", "q95", "q98", "q99", "q999");

  private final Registry registry = Registry.builder().clock(new ManualClock()).build();

  @SuppressWarnings("unchecked")
  private static Map<String, Object> child(Map<String, Object> node, String key) {
    return (Map<String, Object>) assertInstanceOf(Map.class, node.get(key), key);
  }

  private static List<String> keys(Map<String, Object> node) {
    return List.copyOf(node.keySet());
  }

  private static List<String> join(List<String> head, List<String> tail) {
    return java.util.stream.Stream.concat(head.stream(), tail.stream()).toList();
  }

  @Test
  void leafMaps_haveTheAncestorsFields_inOrder() {
    registry.counter("c").increment();
    registry.gauge("g").set(1);
    registry.meter("m").mark();
    registry.histogram("h").record(1);
    registry.timer("t").record(Duration.ofSeconds(1));
    Map<String, Object> stats = registry.getStats();
    assertEquals(List.of("c", "g", "h", "m", "t"), keys(stats));
    assertEquals(List.of("value"), keys(child(stats, "c")));
    assertEquals(List.of("value"), keys(child(stats, "g")));
    assertEquals(List.of("count", "m1", "m5", "m15"), keys(child(stats, "m")));
    assertEquals(join(List.of("count"), FIGURES), keys(child(stats, "h")));
    assertEquals(join(List.of("count", "m1", "m5", "m15"), FIGURES), keys(child(stats, "t")));
  }

  @Test
  void counts_areLongs_andOtherValuesDoubles() {
    registry.counter("c").increment();
    registry.gauge("g").set(1);
    registry.timer("t").record(Duration.ofSeconds(2));
    Map<String, Object> stats = registry.getStats();
    assertEquals(1L, child(stats, "c").get("value"));
    assertEquals(1.0, child(stats, "g").get("value"));
    assertEquals(1L, child(stats, "t").get("count"));
    assertEquals(2.0, child(stats, "t").get("max"));
  }

  @Test
  void anEmptyHistogramOrTimer_isZeroEverywhere() {
    registry.histogram("h");
    registry.timer("t");
    for (String name : List.of("h", "t")) {
      child(registry.getStats(), name)
          .forEach((field, value) -> assertEquals(0.0, ((Number) value).doubleValue(), field));
    }
  }

  @Test
  void aNameAndItsExtension_coexist() {
    registry.counter("a.b").increment();
    registry.counter("a.b.c").increment(2);
    registry.timer("a").record(Duration.ZERO);
    Map<String, Object> a = child(registry.getStats(), "a");
    assertEquals(Map.of("value", 1L, "c", Map.of("value", 2L)), a.get("b"));
    assertEquals(1L, a.get("count"));
  }

  @Test
  void aNameThatSortsBetween_doesNotPartParentAndChild() {
    registry.counter("a").increment();
    registry.counter("a-x").increment(2);
    registry.counter("a.b").increment(3);
    Map<String, Object> stats = registry.getStats();
    assertEquals(Map.of("value", 1L, "b", Map.of("value", 3L)), stats.get("a"));
    assertEquals(Map.of("value", 2L), stats.get("a-x"));
  }

  @Test
  void taggedSeries_areChildrenOfTheirNamesNode_sortedByKey() {
    registry.counter("http.requests", Tags.of("status", "200", "method", "GET")).increment(7);
    registry.counter("http.requests").increment(9);
    Map<String, Object> node = child(child(registry.getStats(), "http"), "requests");
    assertEquals(9L, node.get("value"));
    assertEquals(Map.of("value", 7L), node.get("{method=GET,status=200}"));
  }

  @Test
  void tagKeys_escapeWhatStructuresThem() {
    registry.counter("c", Tags.of("a\\b", "x,y", "k=", "v}")).increment();
    assertEquals(List.of("{a\\\\b=x\\,y,k\\==v\\}}"), keys(child(registry.getStats(), "c")));
  }

  @Test
  void number_findsUntaggedAndTaggedSeries() {
    registry.timer("my.timer").record(Duration.ofMillis(5));
    registry.counter("c", Tags.of("path", "/v1.2/{id}", "q", "a=b,c\\d")).increment(3);
    Snapshot snap = registry.snapshot();
    assertEquals(1, snap.number("my.timer.count"));
    assertEquals(0.005, snap.number("my.timer.q50"), 0.00005);
    assertEquals(3, snap.number("c.{path=/v1.2/{id\\},q=a\\=b\\,c\\\\d}.value"));
  }

  @Test
  void number_findsEverySeriesUnderItsShownTags() {
    Forall.check(
        any -> {
          String key = any.text().replaceAll("\\p{Cs}", ""); // no key has halves of pairs
          String value = any.text();
          int amount = any.ints();
          Registry fresh = Registry.create();
          Tags tags = Tags.of("k" + key, value);
          fresh.counter("a.b", tags).increment(amount);
          Snapshot snap = fresh.snapshot();
          assertEquals(amount, snap.number("a.b." + tags + ".value"));
          assertEquals(Optional.of((Object) (long) amount), snap.at("a.b." + tags + ".value"));
        });
  }

  @Test
  void aSourcesSeriesNamedLikeAField_isShownBesideTheField() {
    registry.counter("own").increment(5);
    registry.register(
        sink -> sink.accept(Series.counter(new SeriesId("own.value", Tags.empty()), 7)));
    assertEquals(Map.of("own", Map.of("value", Map.of("", 5L, "value", 7L))), registry.getStats());
    Snapshot snap = registry.snapshot();
    assertEquals(5, snap.number("own.value"));
    assertEquals(7, snap.number("own.value.value"));
    assertEquals(Optional.of((Object) Map.of("", 5L, "value", 7L)), snap.at("own.value"));
    assertEquals(Optional.of((Object) 5L), snap.at("own.value."));
  }

  @Test
  void number_ofNothing_namesThePath() {
    registry.counter("c").increment();
    Snapshot snap = registry.snapshot();
    for (String path :
        List.of(
            "",
            "c",
            "d.value",
            "c.count",
            "c..value",
            "c.{k=v}.value",
            "c.{k=v",
            "{k=v}.value",
            ".",
            "c.value.x")) {
      var thrown = assertThrows(NoSuchElementException.class, () -> snap.number(path), path);
      assertTrue(thrown.getMessage().contains("'" + path + "'"), thrown.getMessage());
    }
  }

  @Test
  void at_givesSubtrees() {
    registry.counter("a.b").increment();
    Snapshot snap = registry.snapshot();
    assertEquals(Optional.of((Object) snap.toMap()), snap.at(""));
    assertEquals(Optional.of((Object) Map.of("b", Map.of("value", 1L))), snap.at("a"));
    assertEquals(Optional.of((Object) 1L), snap.at("a.b.value"));
    assertEquals(Optional.empty(), snap.at("a.c"));
    assertEquals(Optional.empty(), snap.at("a.b.value.x"));
  }
}
