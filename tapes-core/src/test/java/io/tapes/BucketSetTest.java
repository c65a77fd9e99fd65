package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A set of bucket indices against a sorted list of them. */
@PropertyDefaults(tries = 300)
class BucketSetTest {
  @Provide
  Arbitrary<Set<Integer>> members() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, Buckets.COUNT - 1),
            Arbitraries.integers().between(1_000, 1_200))
        .set()
        .ofMaxSize(120);
  }

  private static BucketSet of(Set<Integer> members) {
    int[] sorted = members.stream().mapToInt(Integer::intValue).sorted().toArray();
    return BucketSet.of(sorted, sorted.length);
  }

  @Property
  void index_isTheMemberAtThatPosition_inAnyOrderOfAsking(
      @ForAll("members") Set<Integer> members, @ForAll long seed) {
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
  }

  @Property
  void position_isWhereTheMemberStands_orNegative(@ForAll("members") Set<Integer> members) {
    List<Integer> sorted = new ArrayList<>(new TreeSet<>(members));
    BucketSet set = of(members);
    for (int index = 0; index < Buckets.COUNT; index++) {
      assertEquals(Math.max(-1, Collections.binarySearch(sorted, index)), set.position(index));
    }
  }

  @Property
  void equality_isThatOfTheMembers(
      @ForAll("members") Set<Integer> members, @ForAll("members") Set<Integer> others) {
    assertEquals(of(members), of(new TreeSet<>(members)));
    assertEquals(of(members).hashCode(), of(new TreeSet<>(members)).hashCode());
    assertEquals(members.equals(others), of(members).equals(of(others)));
  }

  @Test
  void theSameBitsElsewhere_areAnotherSet() {
    assertNotEquals(of(Set.of(1, 2)), of(Set.of(65, 66)));
    assertSame(BucketSet.EMPTY, of(Set.of()));
  }
}
