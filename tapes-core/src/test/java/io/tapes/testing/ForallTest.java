package io.tapes.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** That properties are tried with what they ask for. */
@Isolated("sets a system property that all properties look at")
class ForallTest {
  @Test
  void everyKind_isWithinItsRange_andItsCornersAreDrawn() {
    Set<Long> longs = new HashSet<>();
    Set<Double> doubles = new HashSet<>();
    Set<Integer> sizes = new TreeSet<>();
    Set<Integer> lengths = new TreeSet<>();
    Set<String> picked = new HashSet<>();
    int[] tries = new int[1];
    Forall.check(
        any -> {
          tries[0]++;
          longs.add(any.longs(-5, Long.MAX_VALUE));
          doubles.add(any.doubles(-0.5, 1e9));
          sizes.add(any.list(30, any::ints).size());
          lengths.add(any.text(1).length());
          picked.add(any.of("a", "b", "c"));
          assertTrue(any.map(8, any::text, any::text).size() <= 8);
          assertTrue(any.set(20, () -> any.ints(1, 9)).size() <= 9);
          assertTrue(any.bytes(300).length <= 300);
          assertTrue(Double.isFinite(any.doubles()));
        });
    assertEquals(1_000, tries[0]);
    assertTrue(longs.containsAll(List.of(-5L, -4L, -1L, 0L, 1L, 2L, Long.MAX_VALUE)));
    assertTrue(longs.stream().allMatch(n -> n >= -5));
    assertTrue(longs.stream().anyMatch(n -> n > 1L << 61 && n < Long.MAX_VALUE - 2));
    assertTrue(doubles.containsAll(List.of(-0.5, 1e9, 0.0, -0.0, 0.01, Double.MIN_VALUE)));
    assertTrue(doubles.stream().allMatch(d -> d >= -0.5 && d <= 1e9));
    assertEquals(31, sizes.size());
    assertEquals(
        Set.of(1, 255),
        Set.of(((TreeSet<Integer>) lengths).first(), ((TreeSet<Integer>) lengths).last()));
    assertEquals(Set.of("a", "b", "c"), picked);
  }

  @Test
  void aFailure_namesItsSeed_whichRepeatsIt() {
    List<Object> seen = new ArrayList<>();
    Forall.Property property =
        any -> {
          List<Object> drawn = List.of(any.longs(), any.list(9, any::text), any.doubles());
          if (any.longs(0, 1_000) == 777) {
            seen.add(drawn);
            throw new IllegalStateException("777 is bad");
          }
        };
    AssertionError first = assertThrows(AssertionError.class, () -> Forall.check(60_000, property));
    assertTrue(first.getMessage().contains("777 is bad"), first.getMessage());
    Matcher seed = Pattern.compile("-Dtapes.seed=(-?\\d+); drawn: ").matcher(first.getMessage());
    assertTrue(seed.find(), first.getMessage());
    System.setProperty("tapes.seed", seed.group(1));
    try {
      AssertionError again =
          assertThrows(AssertionError.class, () -> Forall.check(60_000, property));
      assertEquals(first.getMessage(), again.getMessage());
    } finally {
      System.clearProperty("tapes.seed");
    }
    assertEquals(2, seen.size());
    assertEquals(seen.get(0), seen.get(1));
  }
}
