package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.DecayingDistribution;
import io.tapes.distribution.Distribution;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Minimum, maximum and ranks are those of values that were recorded. */
class ExtremesTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();

  /** Before the slow record, with it, and only ever after it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theMaximumAfterASlowRecordIsForgotten_isOneThatWasRecorded(int slowAfter) {
    Timer timer = registry.timer("t");
    for (int tick = 0; tick < 100; tick++) {
      for (int i = 0; i < 10; i++) {
        if (tick > 0 || i < slowAfter) {
          timer.record(1, TimeUnit.SECONDS);
        }
      }
      if (tick == 0) {
        timer.record(5, TimeUnit.SECONDS);
      }
      clock.advance(Duration.ofSeconds(5));
      double max = registry.snapshot().number("t.max");
      assertEquals(tick < 59 ? 5 : 1, max, "tick " + tick);
    }
    Snapshot now = registry.snapshot();
    assertEquals(1, now.number("t.min"));
    assertEquals(1, now.number("t.mean"));
    assertEquals(1, now.number("t.q999"));
  }

  @Test
  void theMinimumAfterAFastRecordIsForgotten_isOneThatWasRecorded() {
    Timer timer = registry.timer("t");
    timer.record(7, TimeUnit.NANOSECONDS);
    for (int tick = 0; tick < 100; tick++) {
      timer.record(1, TimeUnit.SECONDS);
      clock.advance(Duration.ofSeconds(5));
      registry.snapshot();
    }
    assertEquals(1, registry.snapshot().number("t.min"));
    assertEquals(1, registry.snapshot().number("t.max"));
  }

  /** Nothing came after the slow one, but the sum tells what is left. */
  @Test
  void whatIsLeftInOneBucket_isAtItsMean() {
    Timer timer = registry.timer("t");
    timer.record(5, TimeUnit.SECONDS);
    for (int i = 0; i < 10; i++) {
      timer.record(1, TimeUnit.SECONDS);
    }
    clock.advance(Duration.ofSeconds(400));
    assertEquals(1, registry.snapshot().number("t.max"));
    assertEquals(1, registry.snapshot().number("t.min"));
  }

  @Test
  void differences_haveTheExtremesOfWhatWasRecorded() {
    Timer timer = registry.timer("t");
    timer.record(5, TimeUnit.SECONDS);
    timer.record(1, TimeUnit.NANOSECONDS);
    Snapshot before = registry.snapshot();
    for (int i = 0; i < 3; i++) {
      timer.record(4, TimeUnit.MILLISECONDS);
    }
    Snapshot difference = registry.snapshot().minus(before);
    assertEquals(0.004, difference.number("t.max"));
    assertEquals(0.004, difference.number("t.min"));
    timer.record(9, TimeUnit.SECONDS);
    difference = registry.snapshot().minus(before);
    assertEquals(9, difference.number("t.max"), "a new maximum is known");
    assertEquals(0.004, difference.number("t.min"), 0.004 / 128);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void extremesOfDifferences_areInTheirBuckets(long seed) {
    Random random = new Random(seed);
    Histogram histogram = registry.histogram("h");
    for (int round = 0; round < 500; round++) {
      Distribution before = total();
      long min = Long.MAX_VALUE;
      long max = 0;
      for (int i = random.nextInt(20); i >= 0; i--) {
        long value = (long) Math.exp(random.nextDouble() * 40);
        histogram.record(value);
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      Distribution difference = total().minus(before);
      assertEquals(Buckets.index(min), Buckets.index(difference.min()));
      assertEquals(Buckets.index(max), Buckets.index(difference.max()));
      assertTrue(difference.min() <= difference.max());
      assertEquals(total(), before.plus(difference), "nothing is lost by taking apart");
    }
  }

  private Distribution total() {
    return registry.snapshot().series().stream()
        .map(series -> series.value().asDistribution().total())
        .findFirst()
        .orElseThrow();
  }

  /**
   * Of n values k are 1 and the others 1,000: the quantile of rank k/n is 1, whatever k/n rounds
   * to.
   */
  @Test
  void ranks_areWholeNumbers() {
    Registry all = Registry.builder().clock(clock).build();
    for (int n = 1; n <= 200; n++) {
      for (int k = 1; k < n; k++) {
        if (1_000 * k % n != 0) {
          continue;
        }
        int perMille = 1_000 * k / n;
        double rank = perMille / 1e3;
        Distribution values =
            Distribution.of(
                new int[] {1, Buckets.index(1_000)},
                new long[] {k, n - k},
                k + 1_000L * (n - k),
                1,
                1_000);
        assertEquals(1, values.quantile(rank), k + " of " + n);
        all.histogram("h" + n + "." + k).merge(values);
        DecayingDistribution recent =
            all.snapshot().series().get(0).value().asDistribution().recent();
        assertEquals(1, recent.quantile(rank), k + " of " + n);
        all.remove("h" + n + "." + k);
        if (rank == 0.95) {
          assertEquals(1, values.summary().q95(), k + " of " + n);
        }
        if (rank == 0.98) {
          assertEquals(1, values.summary().q98(), k + " of " + n);
        }
      }
    }
  }

  @Test
  void ranksOfWeights_allowForTheirRounding() {
    Histogram histogram = registry.histogram("h");
    for (int tick = 0; tick < 50; tick++) {
      for (int i = 0; i < 25; i++) {
        histogram.record(i < 7 ? 1 : 1_000);
      }
      DecayingDistribution recent =
          registry.snapshot().series().get(0).value().asDistribution().recent();
      assertEquals(1, recent.quantile(0.28), "tick " + tick);
      clock.advance(Duration.ofSeconds(5));
    }
  }
}
