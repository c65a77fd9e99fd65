package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Counter;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import org.junit.jupiter.api.Test;

/** Which series have a sum of their own, and what the sums take of the memory. */
class SumPlacesTest {
  private final Registry registry = Registry.create();
  private final MemoryBudget budget = new MemoryBudget(1 << 20, registry);

  private static Distribution fives(long count) {
    return Distribution.of(new int[] {Buckets.index(5)}, new long[] {count}, 5 * count, 5, 5);
  }

  @Test
  void places_areForSoManySeries_andTheRestShareOne() {
    Counter overflow = registry.counter("over");
    SumPlaces places = new SumPlaces(2, budget, overflow);
    SeriesId a = new SeriesId("a", Tags.of("k", "1"));
    SeriesId b = new SeriesId("b", Tags.empty());
    Tags rest = Tags.of("tapes.overflow", "true");
    assertEquals(a, places.of(a, MetricKind.COUNTER));
    assertEquals(MemoryBudget.ofSum(a), budget.used());
    assertEquals(b, places.of(b, MetricKind.COUNTER));
    assertEquals(a, places.of(a, MetricKind.COUNTER));
    assertEquals(0, overflow.value());
    SeriesId beyond = new SeriesId("a", Tags.of("k", "2"));
    assertEquals(new SeriesId("a", rest), places.of(beyond, MetricKind.COUNTER));
    SeriesId unknown = new SeriesId("c", Tags.empty());
    assertEquals(new SeriesId("tapes.overflow.meter", rest), places.of(unknown, MetricKind.METER));
    assertEquals(2, overflow.value());
    SeriesId own = new SeriesId("tapes.workers", Tags.empty());
    assertEquals(own, places.of(own, MetricKind.GAUGE));
    assertTrue(places.isFree(new SeriesId("a", rest)));
    assertTrue(places.isFree(new SeriesId("tapes.overflow.timer", rest)));
    assertFalse(places.isFree(new SeriesId("c", rest)));
    assertFalse(places.isFree(new SeriesId("tapes.workers", Tags.of("k", "v"))));
    assertFalse(places.isFree(b));
    places.remove(a);
    assertEquals(MemoryBudget.ofSum(b), budget.used());
    assertFalse(places.isFree(new SeriesId("a", rest)));
    assertEquals(unknown, places.of(unknown, MetricKind.METER));
  }

  @Test
  void aPlace_isGivenBackByWhoGotItLast_onlyThen() {
    SumPlaces places = new SumPlaces(2, budget, registry.counter("over"));
    SeriesId a = new SeriesId("a", Tags.empty());
    SeriesId b = new SeriesId("b", Tags.empty());
    places.of(a, MetricKind.COUNTER);
    places.of(b, MetricKind.COUNTER);
    places.giveBack(a);
    long both = budget.used();
    assertEquals(MemoryBudget.ofSum(a) + MemoryBudget.ofSum(b), both);
    places.of(b, MetricKind.COUNTER);
    places.giveBack(b);
    assertEquals(both, budget.used(), "it had the place before");
    places.remove(b);
    places.of(b, MetricKind.COUNTER);
    places.giveBack(b);
    assertEquals(MemoryBudget.ofSum(a), budget.used());
  }

  @Test
  void namesWithSeveralPlaces_areKnownUntilTheLastIsGone() {
    SumPlaces places = new SumPlaces(2, budget, registry.counter("over"));
    SeriesId one = new SeriesId("a", Tags.of("k", "1"));
    SeriesId two = new SeriesId("a", Tags.of("k", "2"));
    places.of(one, MetricKind.COUNTER);
    places.of(two, MetricKind.COUNTER);
    SeriesId rest = new SeriesId("a", Tags.of("tapes.overflow", "true"));
    places.remove(one);
    assertTrue(places.isFree(rest));
    places.remove(two);
    assertFalse(places.isFree(rest));
    places.remove(two);
    assertEquals(0, budget.used());
  }

  @Test
  void aSumOfADistribution_takesMemoryForTheBucketsItSpans() {
    SumPlaces places = new SumPlaces(2, budget, registry.counter("over"));
    SeriesId h = new SeriesId("h", Tags.empty());
    places.grow(h, fives(1));
    assertEquals(0, budget.used(), "it has no place");
    places.of(h, MetricKind.HISTOGRAM);
    long own = MemoryBudget.ofSum(h);
    places.grow(h, fives(1));
    assertEquals(own + 20, budget.used());
    places.grow(h, Distribution.of(new int[] {3, 7}, new long[] {1, 1}, 10, 3, 7));
    assertEquals(own + 5 * 20, budget.used());
    places.grow(h, fives(9));
    assertEquals(own + 5 * 20, budget.used());
    places.remove(h);
    assertEquals(0, budget.used());
  }

  @Test
  void withoutMemory_thereAreNoPlaces() {
    MemoryBudget little = new MemoryBudget(10, registry);
    SumPlaces places = new SumPlaces(2, little, registry.counter("over"));
    assertEquals(
        new SeriesId("tapes.overflow.counter", Tags.of("tapes.overflow", "true")),
        places.of(new SeriesId("a", Tags.empty()), MetricKind.COUNTER));
  }
}
