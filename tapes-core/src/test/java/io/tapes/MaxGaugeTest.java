package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaxGaugeTest {
  private static final String VALUE = "queue.peak.value";

  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final MaxGauge peak = registry.metric("queue.peak").maxGauge();

  @Test
  void neverUpdated_isLeftOut() {
    assertTrue(registry.snapshot().series().isEmpty());
  }

  @Test
  void eachReader_seesTheMaximumSinceItsOwnLastLook() {
    peak.update(3);
    Snapshot slow = registry.snapshot();
    peak.update(17);
    peak.update(5);
    Snapshot fast = registry.snapshot();
    assertEquals(17, fast.minus(slow).number(VALUE));
    peak.update(9);
    Snapshot now = registry.snapshot();
    assertEquals(9, now.minus(fast).number(VALUE));
    assertEquals(17, now.minus(slow).number(VALUE));
    assertEquals(17, now.number(VALUE), "one who has not looked before");
  }

  @Test
  void withoutAnUpdate_thereIsNoValue() {
    peak.update(3);
    Snapshot before = registry.snapshot();
    Snapshot now = registry.snapshot();
    assertSame(before.series().get(0), now.series().get(0), "unchanged");
    assertTrue(now.minus(before).series().isEmpty());
    clock.advance(Duration.ofSeconds(61));
    assertEquals(Map.of(), registry.getStats(), "none in the last minute");
    clock.advance(Duration.ofHours(1));
    assertTrue(registry.snapshot().series().isEmpty());
  }

  @Test
  void aReaderThatLooksSeldom_findsWhatIsOlderThanAMinute() {
    peak.update(1);
    Snapshot before = registry.snapshot();
    peak.update(17);
    registry.snapshot();
    clock.advance(Duration.ofMinutes(10));
    peak.update(5);
    Snapshot now = registry.snapshot();
    assertEquals(17, now.minus(before).number(VALUE));
    assertEquals(5, now.number(VALUE));
  }

  @Test
  void negativeOnes_andZeros_areMaximaToo() {
    peak.update(-5);
    Snapshot before = registry.snapshot();
    assertEquals(-5, before.number(VALUE));
    peak.update(-7);
    assertEquals(-7, registry.snapshot().minus(before).number(VALUE));
    peak.update(Double.NaN);
    assertEquals(1, registry.snapshot().number("tapes.dropped.value"));
  }

  /** Against a list of all updates, with readers of different patience. */
  @Test
  void anyReaders_seeWhatAListOfAllUpdatesSays() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      MaxGauge gauge = registry.metric("g").tags("seed", "" + seed).maxGauge();
      SeriesId id = new SeriesId("g", Tags.of("seed", "" + seed));
      List<List<Integer>> unseen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      List<Snapshot> looks = new ArrayList<>(List.of(registry.snapshot()));
      gauge.update(0);
      looks.set(0, registry.snapshot());
      looks.add(looks.get(0));
      looks.add(looks.get(0));
      for (int step = 0; step < 200; step++) {
        if (random.nextInt(3) > 0) {
          int value = random.nextInt(1_000);
          gauge.update(value);
          unseen.forEach(list -> list.add(value));
        }
        int reader = random.nextInt(6);
        if (reader < 3) {
          Snapshot now = registry.snapshot();
          var since = now.minus(looks.get(reader)).series(id).map(s -> s.value().asLevel().value());
          var expected =
              unseen.get(reader).stream().max(Integer::compare).map(Integer::doubleValue);
          assertEquals(expected, since, "seed " + seed + " step " + step);
          looks.set(reader, now);
          unseen.get(reader).clear();
        }
      }
    }
  }

  @Test
  void beyondTheMostIntervals_noPeakIsLost() {
    Peaks peaks = Peaks.NONE;
    for (int i = 1; i <= 100; i++) {
      peaks = peaks.with(i, 1_000 - i);
    }
    assertEquals(Peaks.MAX_SIZE, peaks.size());
    assertEquals(999, peaks.since(0));
    assertEquals(901, peaks.since(98));
    assertEquals(900, peaks.since(99));
    assertTrue(Double.isNaN(peaks.since(100)));
  }

  @Test
  void ofTwoRecorders_theGreaterCounts() {
    Peaks a = Peaks.NONE.with(1, 9).with(5, 4).with(8, 2);
    Peaks b = Peaks.NONE.with(3, 7).with(5, 6).with(9, 1);
    Peaks both = Peaks.NONE.with(1, 9).with(3, 7).with(5, 6).with(8, 2).with(9, 1);
    assertEquals(both, a.plus(b));
    assertEquals(both, b.plus(a));
    LevelValue sum = Aggregation.MAX.combine(LevelValue.of(a, 70_000_000), LevelValue.of(b, 8));
    assertEquals(7, sum.value(), "that of the second: the first is too old");
    assertEquals(both, sum.basis());
  }
}
