package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which exemplars of a series are kept. */
class ExemplarsTest {
  private static Exemplar any(Forall any) {
    return new Exemplar(
        Tags.of("trace_id", any.of("a", "b", "c")),
        any.oneOf(() -> any.doubles(), () -> any.longs(-1_000, 1_000) / 8.0),
        any.longs(0, 5));
  }

  private static Exemplars some(Forall any) {
    return Exemplars.of(any.list(20, () -> any(any)));
  }

  private static Exemplar at(double value, long millis) {
    return new Exemplar(Tags.empty(), value, millis);
  }

  @Test
  void plus_isAssociativeCommutativeAndIdempotent() {
    Forall.check(
        any -> {
          Exemplars a = some(any);
          Exemplars b = some(any);
          Exemplars c = some(any);
          assertEquals(a.plus(b), b.plus(a));
          assertEquals(a.plus(b).plus(c), a.plus(b.plus(c)));
          assertSame(a, a.plus(Exemplars.none()));
          assertEquals(a, a.plus(a));
          assertEquals(a, Exemplars.none().plus(a));
        });
  }

  @Test
  void plus_givesBackWhatMinusTook() {
    Forall.check(
        any -> {
          Exemplars earlier = some(any);
          Exemplars later = earlier.plus(some(any));
          assertEquals(later, earlier.plus(later.minus(earlier)));
          assertEquals(Exemplars.none(), later.minus(later));
          assertSame(later, later.minus(Exemplars.none()));
        });
  }

  @Test
  void of_keepsTheNewestOfEachRange_inAnyOrder_orderedByValue() {
    Forall.check(
        any -> {
          List<Exemplar> all = any.list(200, () -> any(any));
          Exemplars kept = Exemplars.of(all);
          List<Exemplar> other = new ArrayList<>(all);
          Collections.reverse(other);
          assertEquals(kept, Exemplars.of(other));
          assertTrue(kept.size() <= Exemplars.MAX_RANGES);
          double before = Double.NEGATIVE_INFINITY;
          for (Exemplar one : kept) {
            assertTrue(one.value() >= before);
            before = one.value();
            for (Exemplar rival : all) {
              if (Exemplars.range(rival.value()) == Exemplars.range(one.value())) {
                assertTrue(rival.timestampMillis() <= one.timestampMillis());
              }
            }
          }
        });
  }

  @Test
  void aRange_isHalfAPowerOfTwo() {
    assertEquals(1, Exemplars.of(List.of(at(1, 1), at(1.49, 2))).size());
    assertEquals(2, Exemplars.of(List.of(at(1.49, 1), at(1.5, 1))).size());
    assertEquals(2, Exemplars.of(List.of(at(1.99, 1), at(2, 1))).size());
    assertEquals(2, Exemplars.of(List.of(at(-1, 1), at(1, 1))).size());
    assertEquals(1, Exemplars.of(List.of(at(-0.0, 1), at(0.0, 1))).size());
  }

  @Test
  void everyDurationFromOneNanosecondTo292Years_hasARangeOfItsOwn() {
    List<Exemplar> all = new ArrayList<>();
    for (int bit = 0; bit < 63; bit++) {
      all.add(at((1L << bit) / 1e9, 1));
    }
    assertEquals(63, Exemplars.of(all).size());
  }

  @Test
  void whatIsNotRecorded_isLeftOut() {
    assertSame(Exemplars.none(), Exemplars.of(List.of(Exemplar.of("a", "b"))));
    assertSame(Exemplars.none(), Exemplars.of(List.of(at(Double.POSITIVE_INFINITY, 1))));
  }

  @Test
  void newestWithin_isAboveOneBoundAndUpToTheOther() {
    Exemplars all = Exemplars.of(List.of(at(1, 3), at(2, 2), at(3, 1)));
    assertEquals(2, all.newestWithin(1, 3).orElseThrow().value());
    assertEquals(3, all.newestWithin(2, 3).orElseThrow().value());
    assertTrue(all.newestWithin(3, 4).isEmpty());
    assertEquals(1, all.newest().orElseThrow().value());
  }
}
