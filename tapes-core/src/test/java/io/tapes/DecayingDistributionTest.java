package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.DecayingDistribution;
import io.tapes.distribution.DistributionStatistics;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Figures that forget: what getStats shows of histograms and timers. */
class DecayingDistributionTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final Histogram histogram = registry.histogram("h");

  private DistributionValue read() {
    return histogram.read(clock.nanoTime(), clock.wallMillis());
  }

  private void advance(double seconds) {
    clock.advance(Duration.ofMillis((long) (1_000 * seconds)));
  }

  private void record(long value, int times) {
    for (int i = 0; i < times; i++) {
      histogram.record(value);
    }
  }

  @Test
  void aBurstsMaximum_isGoneAfterFifteenIdleMinutes() {
    record(1_000_000, 600);
    assertEquals(1_000_000, read().summary().max());
    for (int second = 0; second < 900; second += 5) {
      advance(5);
      read();
    }
    assertSame(DistributionStatistics.EMPTY, read().summary());
    assertEquals(600, read().total().count());
    assertEquals(1_000_000, read().total().max());
  }

  @Test
  void aBurstsMaximum_isGoneUnderTraffic() {
    record(1_000_000, 600);
    for (int second = 0; second < 900; second += 5) {
      record(10, 50);
      read();
      advance(5);
    }
    DistributionStatistics now = read().summary();
    assertEquals(10, now.max());
    assertEquals(10, now.q999());
    assertEquals(10, now.mean(), 1e-9);
    assertEquals(0, now.stddev());
  }

  @Test
  void aForgottenBurst_leavesTheMeanOfTheRestAlone() {
    record(900_000_000_000_017L, 1);
    for (int second = 0; second < 600; second += 5) {
      record(100, 1);
      record(200, 1);
      read();
      advance(5);
      DistributionStatistics now = read().summary();
      if (now.max() <= 200) {
        assertEquals(150, now.mean(), 1.5, "after " + second + " s");
      }
    }
    assertEquals(200, read().summary().max());
  }

  @Test
  void idle_returnsToZeros_alsoWithoutReadsInBetween() {
    record(5, 1_000);
    read();
    clock.advance(Duration.ofDays(40));
    assertSame(DistributionStatistics.EMPTY, read().summary());
    record(7, 1);
    assertEquals(7, read().summary().q50());
    assertEquals(7, read().summary().mean());
  }

  @Test
  void aValueWeighs_eToTheMinusAlphaT() {
    record(0, 1_000);
    read();
    advance(100);
    record(1, 1_000);
    double old = Math.exp(-0.015 * 100);
    assertEquals(1 / (1 + old), read().summary().mean(), 1e-7);
  }

  @Test
  void aSingleValue_isForgottenAfterThreeHundredSeconds() {
    record(42, 1);
    read();
    advance(299.9);
    assertEquals(42, read().summary().max());
    advance(0.2);
    assertSame(DistributionStatistics.EMPTY, read().summary());
  }

  @Test
  void sameEventsAndReads_giveTheSameFigures() {
    assertEquals(afterAnHour(5, 7), afterAnHour(5, 7));
  }

  @Test
  void howOftenItIsRead_changesLittle() {
    DistributionStatistics often = afterAnHour(1, 7);
    DistributionStatistics seldom = afterAnHour(10, 7);
    assertEquals(often.mean(), seldom.mean(), often.mean() * 0.02);
    assertEquals(often.q50(), seldom.q50(), often.q50() * 0.03);
    assertEquals(often.q95(), seldom.q95(), often.q95() * 0.03);
  }

  /** Crosses the landmark several times. */
  private static DistributionStatistics afterAnHour(int readEverySeconds, long seed) {
    ManualClock clock = new ManualClock();
    Registry registry = Registry.builder().clock(clock).build();
    Histogram histogram = registry.histogram("h");
    Random random = new Random(seed);
    for (int second = 0; second < 3_600; second++) {
      for (int i = 0; i < 20; i++) {
        histogram.record((long) (1e6 * Math.exp(random.nextGaussian())));
      }
      if (second % readEverySeconds == 0) {
        histogram.read(clock.nanoTime(), clock.wallMillis());
      }
      clock.advance(Duration.ofSeconds(1));
    }
    return registry.snapshot().series().get(0).value().asDistribution().summary();
  }

  @Test
  void landmarks_moveWithoutChangingAnyFigure() {
    for (int minute = 0; minute < 6 * 60; minute++) {
      record(100, 500);
      record(300, 500);
      DistributionStatistics now = read().summary();
      // The buckets of 100 and 300 are exact and two wide.
      assertEquals(200, now.mean(), 1e-4, "minute " + minute);
      assertEquals(100, now.min());
      assertEquals(300, now.max());
      advance(60);
    }
  }

  @Test
  void aReaderWithAnOlderClock_seesTheSameFigures() {
    record(10, 100);
    long older = clock.nanoTime();
    long olderWall = clock.wallMillis();
    advance(60);
    record(20, 100);
    DistributionValue newer = read();
    assertSame(newer, histogram.read(older, olderWall));
    record(30, 100);
    DistributionValue later = histogram.read(older, olderWall);
    assertEquals(300, later.total().count());
    assertEquals(30, later.summary().max());
    assertEquals(10, later.summary().min());
  }

  @Test
  void aWallClockThatJumps_changesNoFigure() {
    record(10, 100);
    read();
    record(20, 100);
    DistributionStatistics before = read().summary();
    for (long wall : new long[] {0, Long.MAX_VALUE, clock.wallMillis() - 86_400_000}) {
      assertEquals(before, histogram.read(clock.nanoTime(), wall).summary());
    }
    record(30, 100);
    assertEquals(20, histogram.read(clock.nanoTime(), 0).summary().mean(), 1e-6);
  }

  @Test
  void aMonotonicClockThatJumpsBack_keepsWhatWasSeen() {
    advance(3_600);
    record(10, 100);
    DistributionValue first = read();
    assertSame(first, histogram.read(Long.MIN_VALUE / 4, 0));
    record(30, 100);
    DistributionStatistics after = histogram.read(0, 0).summary();
    assertEquals(10, after.min());
    assertEquals(30, after.max());
    assertEquals(20, after.mean(), 1e-6);
  }

  @Test
  void manySmallChanges_areOneLargeOne() {
    for (int value = 0; value < 200; value++) {
      record(value, 3);
    }
    read();
    Histogram atOnce = registry.histogram("at.once");
    for (int value = 0; value < 200; value++) {
      for (int i = 0; i < (value == 77 ? 103 : 3); i++) {
        atOnce.record(value);
      }
    }
    for (int i = 0; i < 100; i++) {
      record(77, 1);
      read();
    }
    DistributionValue expected = atOnce.read(clock.nanoTime(), clock.wallMillis());
    assertEquals(expected.total(), read().total());
    assertEquals(expected.recent(), read().recent());
  }

  @Test
  void unchanged_isTheSameInstance() {
    record(10, 100);
    DistributionValue first = read();
    advance(60);
    assertSame(first, read());
  }

  @Test
  void plus_bringsBothToTheSameTime() {
    record(0, 1_000);
    DecayingDistribution old = read().recent();
    advance(100);
    Histogram other = registry.histogram("other");
    for (int i = 0; i < 1_000; i++) {
      other.record(1);
    }
    DecayingDistribution fresh = other.read(clock.nanoTime(), clock.wallMillis()).recent();
    double weight = Math.exp(-0.015 * 100);
    assertEquals(1 / (1 + weight), old.plus(fresh).summary().mean(), 1e-7);
    assertEquals(old.plus(fresh), fresh.plus(old));
  }

  @Test
  void plus_forgetsWhatIsTooOld_soThatNoMaximumSticks() {
    record(1_000_000, 600);
    DecayingDistribution dead = read().recent();
    clock.advance(Duration.ofDays(3));
    Histogram other = registry.histogram("other");
    other.record(5);
    DecayingDistribution fresh = other.read(clock.nanoTime(), clock.wallMillis()).recent();
    for (DecayingDistribution both :
        new DecayingDistribution[] {dead.plus(fresh), fresh.plus(dead)}) {
      assertEquals(5, both.summary().max());
      assertEquals(5, both.quantile(0));
      assertEquals(5, both.quantile(1));
      assertEquals(5, both.summary().mean(), 1e-9);
    }
  }

  @Test
  void hugeValues_keepTheMeanPositive() {
    record(Long.MAX_VALUE, 3);
    double mean = read().summary().mean();
    assertEquals(9.2e18, mean, 0.1e18);
    advance(10);
    record(Long.MAX_VALUE, 2);
    assertTrue(read().summary().mean() > 9e18);
  }
}
