package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What removed series had counted, for those who must not miss it. */
class LastValuesTest {
  private final Registry registry = Registry.create();
  private final LastValues reader = registry.lastValues();

  private static Tags job(int number) {
    return Tags.of("job", "" + number);
  }

  private List<String> pending() {
    return reader.pending().stream().map(e -> e.series().id() + "=" + e.series().value()).toList();
  }

  private void deliverAll() {
    reader.pending().forEach(one -> reader.delivered(one.number()));
  }

  @Test
  void aRemovedSeries_endsAtItsLastValue_whichNoSnapshotShows() {
    Counter counter = registry.counter("c", job(1));
    counter.increment(7);
    assertTrue(registry.remove("c", job(1)));
    assertEquals(List.of(), registry.snapshot().series());
    assertEquals(0, registry.getStats().size());
    assertEquals(List.of("c{job=1}=" + new SumValue(7)), pending());
    assertEquals(7, registry.snapshot().withEnded(reader.pending()).number("c.{job=1}.value"));
  }

  @Test
  void whatIsRecordedAfterwards_isDiscarded_inEveryKindOfInstrument() {
    Counter counter = registry.counter("c");
    Meter meter = registry.meter("m");
    Histogram histogram = registry.histogram("h");
    Timer timer = registry.timer("t");
    for (int i = 0; i < 2; i++) {
      counter.increment();
      meter.mark();
      histogram.record(1);
      timer.record(Duration.ofNanos(1));
      for (Instrument each : List.of(counter, meter, histogram, timer)) {
        assertEquals(i == 0, registry.remove(each));
      }
    }
    Snapshot last = registry.snapshot().withEnded(reader.pending());
    assertEquals(1, last.number("c.value"));
    assertEquals(1, last.number("m.count"));
    assertEquals(1, last.number("h.count"));
    assertEquals(1, last.number("t.count"));
  }

  @Test
  void aReadingThatBeganBefore_neverShowsMoreThanTheLastValue() {
    Counter counter = registry.counter("c");
    Meter meter = registry.meter("m");
    Histogram histogram = registry.histogram("h");
    Timer timer = registry.timer("t");
    for (Instrument each : List.of(counter, meter, histogram, timer)) {
      Series last = each.end(0, 0);
      counter.increment();
      meter.mark();
      histogram.record(1);
      timer.record(Duration.ofNanos(1));
      assertEquals(last, each.series(1, 1));
    }
  }

  @Test
  void aGauge_isGoneAtOnce() {
    registry.gauge("g").set(3);
    registry.gauge("s", () -> 4);
    registry.remove("g");
    registry.remove("s");
    assertEquals(List.of(), pending());
  }

  @Test
  void eachReader_hasAPlaceOfItsOwn_andNothingIsKeptWithoutOne() {
    EndedLog log = new EndedLog(10, Long.MAX_VALUE, () -> {});
    log.add(series(0));
    assertEquals(0, log.size());
    LastValues a = log.open();
    LastValues b = log.open();
    log.add(series(1));
    log.add(series(2));
    assertEquals(a.pending(), b.pending());
    a.delivered(a.pending().get(1).number());
    assertEquals(List.of(), a.pending());
    assertEquals(2, log.size());
    b.delivered(b.pending().get(0).number());
    assertEquals(1, b.pending().size());
    assertEquals(1, log.size());
    b.close();
    assertEquals(0, log.size());
    a.close();
    a.close();
    assertFalse(log.isRead());
  }

  private static Series series(long value) {
    MetricInfo info = MetricInfo.of("c", MetricKind.COUNTER);
    return new Series(new SeriesId("c", Tags.empty()), info, new SumValue(value), 1 + value, 0);
  }

  @Test
  void whatIsNeverDelivered_isBounded_andTheRestIsCounted() {
    Registry small = Registry.builder().maxSeries(10).build();
    LastValues slow = small.lastValues();
    for (int i = 0; i < 25; i++) {
      small.counter("c", job(i)).increment();
      small.remove("c", job(i));
    }
    assertEquals(10, slow.pending().size());
    assertEquals("24", slow.pending().get(9).series().tags().value("job").orElseThrow());
    assertEquals(15, small.snapshot().number("tapes.removed.lost.value"));
  }

  @Test
  void aView_readsItsOwn_andHoldsUpNothingElse() {
    LastValues view = registry.scope("jobs").lastValues();
    registry.counter("other").increment();
    registry.remove("other");
    registry.counter("jobs.done").increment();
    registry.remove("jobs.done");
    registry.counter("another").increment();
    registry.remove("another");
    assertEquals(1, view.pending().size());
    assertEquals("jobs.done", view.pending().get(0).series().name());
    view.delivered(view.pending().get(0).number());
    assertEquals(List.of(), view.pending());
    assertEquals(3, reader.pending().size());
  }

  @Test
  void aView_removesOnlyItsOwnInstruments() {
    Counter inside = registry.counter("jobs.done");
    Counter outside = registry.counter("other");
    assertFalse(registry.scope("jobs").remove(outside));
    assertTrue(registry.scope("jobs").remove(inside));
  }

  @Test
  void aFormerCountersRemoval_leavesItsSuccessorAlone() {
    Counter old = registry.counter("c");
    assertTrue(registry.remove(old));
    Counter successor = registry.counter("c");
    assertFalse(registry.remove(old));
    assertFalse(Registry.create().remove(successor));
    assertTrue(registry.remove(successor));
  }

  @Test
  void aSeriesMadeAgain_isAnotherOneToDifferences() {
    registry.counter("c").increment(10);
    Snapshot before = registry.snapshot();
    registry.remove("c");
    registry.counter("c").increment(12);
    Snapshot after = registry.snapshot();
    assertNotEquals(before.series().get(0).incarnation(), after.series().get(0).incarnation());
    assertEquals(12, after.minus(before).number("c.value"));
  }

  @Test
  void aSuccessor_isShown_andItsPredecessorIsPartOfTheDifference() {
    registry.counter("c").increment(10);
    Snapshot before = registry.snapshot();
    registry.counter("c").increment(5);
    registry.remove("c");
    registry.counter("c").increment(100);
    registry.remove("c");
    registry.counter("c").increment(12);
    Snapshot after = registry.snapshot().withEnded(reader.pending());
    assertEquals(12, after.number("c.value"));
    assertEquals(117, after.minus(before).number("c.value"));
  }

  @Test
  void aNameOfAnotherType_startsByItself() {
    registry.counter("c").increment(10);
    Snapshot before = registry.snapshot();
    registry.remove("c");
    registry.meter("c").mark(3);
    assertEquals(3, registry.snapshot().minus(before).number("c.count"));
  }

  /**
   * The law: whatever is made, recorded, removed and read when, differences add up to all of it.
   */
  @Test
  void differences_addUpToWhatWasRecorded_howeverSeriesComeAndGo() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      long recorded = 0;
      long read = 0;
      Snapshot base = registry.snapshot();
      for (int step = 0; step < 200; step++) {
        Tags job = job(random.nextInt(3));
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            int amount = random.nextInt(100);
            recorded += 3L * amount;
            registry.counter("c", job).increment(amount);
            registry.meter("m", job).mark(amount);
            for (int i = 0; i < amount; i++) {
              registry.histogram("h", job).record(i);
            }
          }
          case 2 -> {
            registry.remove("c", job);
            registry.remove("m", job);
            registry.remove("h", job);
          }
          default -> {
            Snapshot now = registry.snapshot().withEnded(reader.pending());
            if (random.nextInt(3) > 0) {
              // What was delivered may be given again: it is no news then.
              deliverAll();
            }
            read += total(now.minus(base));
            base = now;
          }
        }
      }
      Snapshot last = registry.snapshot().withEnded(reader.pending());
      read += total(last.minus(base));
      deliverAll();
      assertEquals(recorded, read, "seed " + seed);
    }
  }

  private static long total(Snapshot snapshot) {
    return snapshot.series().stream()
        .filter(s -> !s.name().startsWith("tapes."))
        .mapToLong(LastValuesTest::count)
        .sum();
  }

  private static long count(Series series) {
    return series
        .value()
        .<Long, RuntimeException>match(
            SumValue::value, level -> 0L, distribution -> distribution.total().count());
  }
}
