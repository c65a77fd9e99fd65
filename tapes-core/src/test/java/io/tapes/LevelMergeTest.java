package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.testing.Forall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several values of one gauge as one. */
class LevelMergeTest {
  private static final SeriesId ID = new SeriesId("g", Tags.empty());

  private record Held(LevelValue value, String holder) {}

  private static LevelValue merge(Aggregation by, List<Held> all) {
    LevelMerge merge = new LevelMerge(by);
    all.forEach(one -> merge.add(one.value(), one.holder()));
    return merge.value().orElseThrow();
  }

  @Test
  void plus_isCommutative() {
    Forall.check(
        any -> {
          double a = any.doubles();
          Aggregation by = any.of(Aggregation.values());
          double b = any.doubles();
          Aggregation other = any.of(Aggregation.values());
          Snapshot left = Snapshot.of(0, List.of(Series.gauge(ID, a, by)));
          Snapshot right = Snapshot.of(0, List.of(Series.gauge(ID, b, other)));
          assertEquals(left.plus(right), right.plus(left));
        });
  }

  @Test
  void combine_isAssociative_butForRounding() {
    Forall.check(
        any -> {
          Aggregation by = any.of(Aggregation.values());
          LevelValue x = new LevelValue(any.doubles(-1e9, 1e9));
          LevelValue y = new LevelValue(any.doubles(-1e9, 1e9));
          LevelValue z = new LevelValue(any.doubles(-1e9, 1e9));
          assertEquals(
              by.combine(by.combine(x, y), z).value(),
              by.combine(x, by.combine(y, z)).value(),
              1e-5);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "SUM, 9",
    "LIVE_SUM, 9",
    "MAX, 5",
    "LIVE_MAX, 5",
    "MIN, 1",
    "LIVE_MIN, 1",
    "MEAN, 3",
    "LIVE_MEAN, 3",
    "MOST_RECENT, 5",
    "LIVE_MOST_RECENT, 5"
  })
  void merge_isAsTheAggregationSays(Aggregation by, double expected) {
    List<Held> all =
        List.of(
            new Held(new LevelValue(1), "a"),
            new Held(new LevelValue(5), "c"),
            new Held(new LevelValue(3), "b"));
    assertEquals(expected, merge(by, all).value());
  }

  @Test
  void mean_weighsWhatIsAMeanAlready() {
    LevelValue three = Aggregation.MEAN.combine(new LevelValue(3), new LevelValue(6, 0, 2));
    assertEquals(new LevelValue(5, 0, 3), three);
    assertEquals(new LevelValue(4, 0, 4), Aggregation.MEAN.combine(three, new LevelValue(1)));
  }

  /** Whatever the order of a map is, every snapshot shows the same. */
  @Test
  void mostRecent_isDecidedByTime_thenByTheHolder() {
    List<Held> all = new ArrayList<>();
    all.add(new Held(new LevelValue(9, 1), "z"));
    for (int i = 0; i < 6; i++) {
      all.add(new Held(new LevelValue(10 - i, 2), "worker-" + i));
    }
    for (int seed = 0; seed < 100; seed++) {
      Collections.shuffle(all, new Random(seed));
      assertEquals(new LevelValue(5, 2), merge(Aggregation.MOST_RECENT, all));
    }
  }

  @Test
  void holder_isWhoHasTheMostRecentValue() {
    LevelMerge recent = new LevelMerge(Aggregation.MOST_RECENT);
    recent.add(new LevelValue(1, 7), "a").add(new LevelValue(2, 5), "b");
    assertEquals("a", recent.holder());
    assertEquals("", new LevelMerge(Aggregation.MAX).add(new LevelValue(1), "a").holder());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotANumber_takesNoPart(Aggregation by) {
    LevelValue unknown = new LevelValue(Double.NaN);
    LevelValue known = new LevelValue(-4);
    assertEquals(known, by.combine(known, unknown));
    assertEquals(known, by.combine(unknown, known));
    assertEquals(unknown, by.combine(unknown, unknown));
  }

  @Test
  void nothing_isNoValue() {
    assertEquals(Optional.empty(), new LevelMerge(Aggregation.SUM).value());
  }

  @Test
  void ofTwoSnapshots_theOrderDoesNotMatter() {
    Registry a = Registry.create();
    Registry b = Registry.create();
    a.gauge("depth").set(2);
    b.gauge("depth").set(5);
    a.gauge("peak", Aggregation.MAX).set(9);
    b.gauge("peak", Aggregation.MAX).set(4);
    a.gauge("load", Aggregation.MEAN).set(1);
    b.gauge("load", Aggregation.MEAN).set(2);
    Snapshot one = a.snapshot();
    Snapshot two = b.snapshot();
    assertEquals(one.plus(two).series(), two.plus(one).series());
    assertEquals(7, one.plus(two).number("depth.value"));
    assertEquals(9, one.plus(two).number("peak.value"));
    assertEquals(1.5, one.plus(two).number("load.value"));
  }
}
