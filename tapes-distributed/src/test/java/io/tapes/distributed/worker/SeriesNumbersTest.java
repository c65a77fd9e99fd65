package io.tapes.distributed.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers of series, and up to where all is safe. */
class SeriesNumbersTest {
  private static Series counter(String name, long incarnation) {
    MetricInfo info = MetricInfo.of(name, MetricKind.COUNTER);
    return new Series(new SeriesId(name, Tags.empty()), info, new SumValue(1), incarnation, 0);
  }

  @Test
  void numbers_areTheLowestThatAreFree_andOfOneIncarnation() {
    SeriesNumbers numbers = new SeriesNumbers();
    assertEquals(-1, numbers.of(counter("a", 1)));
    assertEquals(0, numbers.free());
    numbers.give(counter("a", 1), 0);
    numbers.give(counter("b", 2), 1);
    numbers.commit();
    assertEquals(0, numbers.of(counter("a", 1)));
    assertEquals(-1, numbers.of(counter("a", 3)));
    assertEquals(1, numbers.of(counter("b", 2)));
    assertEquals(2, numbers.free());
    assertEquals(2, numbers.size());
    numbers.take(counter("a", 1));
    assertEquals(0, numbers.free());
    assertEquals(1, numbers.size());
    numbers.give(counter("c", 4), 0);
    assertEquals(0, numbers.of(counter("c", 4)));
  }

  @Test
  void numbers_ofAFrameThatWasNotFinished_areAsBefore() {
    SeriesNumbers numbers = new SeriesNumbers();
    numbers.give(counter("a", 1), 0);
    numbers.commit();
    numbers.take(counter("a", 1));
    numbers.give(counter("b", 2), 0);
    numbers.give(counter("a", 3), 1);
    numbers.rollBack();
    assertEquals(0, numbers.of(counter("a", 1)));
    assertEquals(-1, numbers.of(counter("a", 3)));
    assertEquals(-1, numbers.of(counter("b", 2)));
    assertEquals(1, numbers.free());
    assertEquals(1, numbers.size());
    numbers.give(counter("b", 2), 1);
    numbers.commit();
    numbers.rollBack();
    assertEquals(1, numbers.of(counter("b", 2)));
    numbers.give(counter("d", 5), 2);
    numbers.clear();
    numbers.rollBack();
    assertEquals(0, numbers.size());
    assertEquals(0, numbers.free());
    assertEquals(-1, numbers.of(counter("b", 2)));
  }

  @Test
  void aSafePoint_isTheFirstThatWasWaitedFor_thenTheLatest() {
    SafePoint point = new SafePoint();
    List<Series> first = List.of(counter("a", 1));
    List<Series> second = List.of(counter("b", 2));
    List<Series> third = List.of(counter("c", 3));
    assertFalse(point.reaches(100));
    point.acknowledged(10, 1, first);
    assertFalse(point.reaches(9));
    assertEquals(List.of(), point.series());
    point.acknowledged(20, 2, second);
    point.acknowledged(30, 3, third);
    assertTrue(point.reaches(10));
    assertEquals(first, point.series());
    assertEquals(1, point.ends());
    assertFalse(point.reaches(29));
    assertTrue(point.reaches(30));
    assertEquals(third, point.series());
    assertEquals(3, point.ends());
    assertFalse(point.reaches(30));
    point.acknowledged(40, 4, first);
    point.acknowledged(50, 5, second);
    assertTrue(point.reaches(50));
    assertEquals(second, point.series());
    assertEquals(5, point.ends());
    point.acknowledged(60, 6, third);
    point.forget();
    assertEquals(List.of(), point.series());
    assertFalse(point.reaches(60));
  }
}
