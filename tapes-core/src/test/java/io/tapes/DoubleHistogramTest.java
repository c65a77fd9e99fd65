package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.Numbers;
import io.tapes.testing.Forall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DoubleHistogramTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();
  private final DoubleHistogram ratio = registry.metric("ratio").doubleHistogram();

  private DistributionValue value() {
    return registry
        .snapshot()
        .find(new SeriesId("ratio", Tags.empty()))
        .orElseThrow()
        .asDistribution();
  }

  @Test
  void record_isShown() {
    ratio.record(0.37);
    ratio.record(-1.5);
    Map<String, Object> shown = registry.getStats();
    assertEquals(2, registry.snapshot().number("ratio.count"));
    assertEquals(-1.5, registry.snapshot().number("ratio.min"));
    assertEquals(0.37, registry.snapshot().number("ratio.max"));
    assertEquals(-0.565, registry.snapshot().number("ratio.mean"));
    assertEquals(0.935, registry.snapshot().number("ratio.stddev"), 0.005);
    assertTrue(shown.get("ratio").toString().startsWith("{count=2, min=-1.5, max=0.37, mean="));
    assertSame(ratio, registry.metric("ratio").doubleHistogram());
    assertEquals(2, ratio.count());
  }

  @Test
  void whatIsNotFinite_isDropped_andCounted() {
    ratio.record(Double.NaN);
    ratio.record(Double.POSITIVE_INFINITY);
    ratio.record(Double.NEGATIVE_INFINITY);
    assertEquals(3, registry.snapshot().number("tapes.dropped.value"));
    assertEquals(0, registry.snapshot().number("ratio.count"));
  }

  @Test
  void anyValues_areTheDistributionOfThem() {
    Forall.check(
        any -> {
          Registry own = Registry.create();
          DoubleHistogram histogram = own.metric("h").doubleHistogram();
          Numbers numbers = Numbers.any(BucketTable.DOUBLES, any);
          numbers.values().forEach(histogram::record);
          assertHolds(numbers, own.snapshot());
        });
  }

  @Test
  void anyValues_mergedInAnyParts_areTheDistributionOfThem() {
    Forall.check(
        any -> {
          Registry own = Registry.create();
          DoubleHistogram histogram = own.metric("h").doubleHistogram();
          Numbers numbers = Numbers.any(BucketTable.DOUBLES, any);
          int cut = numbers.values().isEmpty() ? 0 : any.ints(0, numbers.values().size());
          histogram.merge(
              new Numbers(BucketTable.DOUBLES, numbers.values().subList(0, cut)).distribution());
          numbers.values().subList(cut, numbers.values().size()).forEach(histogram::record);
          assertHolds(numbers, own.snapshot());
        });
  }

  private static void assertHolds(Numbers numbers, Snapshot snapshot) {
    Distribution wanted = numbers.distribution();
    Distribution found =
        snapshot
            .find(new SeriesId("h", Tags.empty()))
            .map(value -> value.asDistribution().total())
            .orElse(Distribution.empty());
    assertEquals(wanted.count(), found.count());
    for (int i = 0; i < wanted.bucketCount(); i++) {
      assertEquals(wanted.bucketIndex(i), found.bucketIndex(i));
      assertEquals(wanted.bucketValues(i), found.bucketValues(i));
    }
    assertEquals(wanted.minKey(), found.minKey());
    assertEquals(wanted.maxKey(), found.maxKey());
    double allowed = Math.ulp(numbers.sum()) + 1e-26 * numbers.magnitude();
    assertEquals(numbers.sum(), found.doubleSum(), allowed);
  }

  /** Adding up naively errs in the tenth digit here. */
  @Test
  void sumOfTenMillionRecords_isRightToTheLastDigit() {
    SplittableRandom random = new SplittableRandom(7);
    BigDecimal exact = BigDecimal.ZERO;
    BigDecimal[] parts = new BigDecimal[10];
    double[] values = new double[10];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble(-1, 1) * Math.pow(10, i - 3);
      parts[i] = new BigDecimal(values[i]).multiply(BigDecimal.valueOf(1_000_000));
      exact = exact.add(parts[i]);
    }
    for (int n = 0; n < 10_000_000; n++) {
      ratio.record(values[n % 10]);
    }
    double found = value().total().doubleSum();
    assertEquals(exact.doubleValue(), found, Math.ulp(found));
  }

  /** More records than a test can make, each of them counted: by adding states to themselves. */
  @Test
  void sumOfAThousandMillion_addedUpOverManyMerges_isRight() {
    BigDecimal once = BigDecimal.ZERO;
    for (double value : new double[] {0.1, 1 / 3.0, -7e-5}) {
      ratio.record(value);
      once = once.add(new BigDecimal(value));
    }
    Distribution all = value().total();
    for (int i = 0; i < 30; i++) {
      all = all.plus(all);
    }
    BigDecimal exact = once.multiply(BigDecimal.valueOf(1L << 30));
    assertEquals(3L << 30, all.count());
    assertEquals(exact.doubleValue(), all.doubleSum(), Math.ulp(all.doubleSum()));
  }

  /** What cancels leaves what was added beside it. */
  @Test
  void sum_afterCancellation_isWhatIsLeft() {
    for (int i = 0; i < 1_000; i++) {
      ratio.record(1e15 / 3);
      ratio.record(0.1);
      ratio.record(-1e15 / 3);
    }
    assertEquals(100.0, value().total().doubleSum(), 1e-12);
  }

  @Test
  void sum_beyondTheRangeOfDoubles_isInfinite_andNothingElseIsLost() {
    for (int i = 0; i < 3; i++) {
      ratio.record(Double.MAX_VALUE);
    }
    ratio.record(-1);
    assertEquals(Double.POSITIVE_INFINITY, value().total().doubleSum());
    assertEquals(4, value().total().count());
    assertEquals(Double.MAX_VALUE, value().total().quantile(0.99), Double.MAX_VALUE / 100);
    ratio.merge(
        Distribution.ofDoubles(
            new int[] {BucketTable.DOUBLES.first()},
            new long[] {2},
            Double.NEGATIVE_INFINITY,
            0,
            BucketTable.DOUBLES.key(-Double.MAX_VALUE),
            BucketTable.DOUBLES.key(-Double.MAX_VALUE)));
    assertEquals(6, value().total().count());
    assertTrue(value().summary().mean() <= Double.MAX_VALUE);
  }

  @Test
  void nothingNew_isTheSameInstance() {
    ratio.record(1);
    ratio.record(-1);
    DistributionValue first = value();
    assertSame(first, value());
    ratio.record(0.0);
    assertEquals(3, value().total().count());
  }

  @Test
  void recentFigures_forget() {
    ratio.record(-1e6);
    clock.advance(Duration.ofMinutes(10));
    registry.snapshot();
    ratio.record(0.5);
    assertEquals(0.5, registry.snapshot().number("ratio.min"));
    assertEquals(2, registry.snapshot().number("ratio.count"));
    clock.advance(Duration.ofMinutes(10));
    assertEquals(0, registry.snapshot().number("ratio.q99"));
  }

  @Test
  void differenceOfSnapshots_isWhatWasRecordedInBetween() {
    ratio.record(0.25);
    Snapshot before = registry.snapshot();
    ratio.record(-0.5);
    ratio.record(-0.5);
    Snapshot between = registry.snapshot().minus(before);
    assertEquals(2, between.number("ratio.count"));
    assertEquals(-0.5, between.number("ratio.max"));
    assertEquals(-0.5, between.number("ratio.mean"));
    assertEquals(3, before.plus(between).number("ratio.count"));
  }

  @Test
  void manyThreads_loseNothing() throws Exception {
    int threads = 8;
    int each = 200_000;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all =
        java.util.stream.IntStream.range(0, threads)
            .mapToObj(
                t ->
                    new Thread(
                        () -> {
                          try {
                            start.await();
                          } catch (InterruptedException e) {
                            return;
                          }
                          for (int i = 0; i < each; i++) {
                            ratio.record(t % 2 == 0 ? 0.1 : -0.1);
                          }
                        }))
            .toList();
    all.forEach(Thread::start);
    start.countDown();
    long seen = 0;
    while (all.stream().anyMatch(Thread::isAlive)) {
      long now = value().total().count();
      assertTrue(now >= seen);
      seen = now;
    }
    for (Thread one : all) {
      one.join();
    }
    assertEquals((long) threads * each, value().total().count());
    assertEquals(0, value().total().doubleSum(), 1e-20);
  }

  @Test
  void otherKinds_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> registry.histogram("ratio"));
    registry.histogram("longs").record(-5);
    Distribution longs =
        registry
            .snapshot()
            .find(new SeriesId("longs", Tags.empty()))
            .orElseThrow()
            .asDistribution()
            .total();
    assertThrows(IllegalArgumentException.class, () -> ratio.merge(longs));
    ratio.record(1);
    Distribution doubles = value().total();
    assertThrows(IllegalArgumentException.class, () -> registry.histogram("longs").merge(doubles));
    assertThrows(IllegalArgumentException.class, () -> registry.timer("t").merge(doubles));
    assertThrows(IllegalArgumentException.class, () -> registry.timer("t").merge(longs));
  }

  @Test
  void negativeLongs_areRecorded() {
    Histogram change = registry.histogram("change");
    change.record(-1_000);
    change.record(3);
    change.record(Long.MIN_VALUE);
    change.record(Long.MAX_VALUE);
    Snapshot snapshot = registry.snapshot();
    assertEquals(4, snapshot.number("change.count"));
    assertEquals(Long.MIN_VALUE, snapshot.number("change.min"));
    assertEquals(Long.MAX_VALUE, snapshot.number("change.max"));
    assertEquals(-1_000, snapshot.number("change.q50"), 10);
    // What cancels in the sum is seen all the same.
    change.record(5);
    change.record(-5);
    assertEquals(6, registry.snapshot().number("change.count"));
  }
}
