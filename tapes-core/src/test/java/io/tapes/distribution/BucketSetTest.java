package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tapes.testing.Forall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A set of bucket indices against a sorted list of them. */
class BucketSetTest {
  private static Set<Integer> members(Forall any) {
    return any.set(
        120, () -> any.oneOf(() -> any.ints(0, Buckets.COUNT - 1), () -> any.ints(1_000, 1_200)));
  }

  private static BucketSet of(Set<Integer> members) {
    int[] sorted = members.stream().mapToInt(Integer::intValue).sorted().toArray();
    return BucketSet.of(sorted, sorted.length);
  }

  @Test
  void index_isTheMemberAtThatPosition_inAnyOrderOfAsking() {
    Forall.check(
        any -> {
          Set<Integer> members = members(any);
          long seed = any.longs();
          List<Integer> sorted = new ArrayList<>(new TreeSet<>(members));
          BucketSet set = of(members);
          assertEquals(sorted.size(), set.size());
          for (int i = 0; i < sorted.size(); i++) {
            assertEquals(sorted.get(i), set.index(i));
          }
          List<Integer> positions = new ArrayList<>();
          for (int i = 0; i < sorted.size(); i++) {
            positions.add(i);
          }
          Collections.shuffle(positions, new Random(seed));
          for (int position : positions) {
            assertEquals(sorted.get(position), set.index(position));
          }
        });
  }

  @Test
  void position_isWhereTheMemberStands_orNegative() {
    Forall.check(
        any -> {
          Set<Integer> members = members(any);
          List<Integer> sorted = new ArrayList<>(new TreeSet<>(members));
          BucketSet set = of(members);
          for (int index = 0; index < Buckets.COUNT; index++) {
            assertEquals(
                Math.max(-1, Collections.binarySearch(sorted, index)), set.position(index));
          }
        });
  }

  @Test
  void equality_isThatOfTheMembers() {
    Forall.check(
        any -> {
          Set<Integer> members = members(any);
          Set<Integer> others = members(any);
          assertEquals(of(members), of(new TreeSet<>(members)));
          assertEquals(of(members).hashCode(), of(new TreeSet<>(members)).hashCode());
          assertEquals(members.equals(others), of(members).equals(of(others)));
        });
  }

  @Test
  void wordsWithZerosAround_areTheSetOfTheirBits_andTheLikelyOneIfItIsThat() {
    Forall.check(
        any -> {
          Set<Integer> members = members(any);
          Set<Integer> others = members(any);
          BucketSet expected = of(members);
          int lowest = members.isEmpty() ? 0 : Collections.min(members) / Long.SIZE;
          int highest = members.isEmpty() ? 0 : Collections.max(members) / Long.SIZE;
          int first = lowest - Math.min(lowest, any.ints(0, 3));
          long[] words = new long[highest - first + 1 + any.ints(0, 3)];
          members.forEach(index -> words[index / Long.SIZE - first] |= 1L << index);
          int size = members.size();
          assertEquals(expected, BucketSet.of(first, words, size, BitBuckets.EMPTY));
          assertEquals(expected, BucketSet.of(first, words, size, of(others)));
          assertSame(expected, BucketSet.of(first, words, size, expected));
        });
  }

  @Test
  void theSameBitsElsewhere_areAnotherSet() {
    assertNotEquals(of(Set.of(1, 2)), of(Set.of(65, 66)));
    assertSame(BitBuckets.EMPTY, of(Set.of()));
  }
}
