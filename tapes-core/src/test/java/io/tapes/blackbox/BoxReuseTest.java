package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Counter;
import io.tapes.DistributionValue;
import io.tapes.EndedSeries;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.InstrumentProbe;
import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The room of removed series is used again, and what lives is in the file at any moment. */
@SuppressWarnings("try") // the box is used by the registry
class BoxReuseTest {
  private static final int LIVING = 60;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("box");
  }

  /** A job as the application sees it, with what it has recorded. */
  private static final class Job {
    final Tags tags;
    final Counter counter;
    final Histogram histogram;
    final Gauge gauge;
    long count;
    long sum;

    Job(Registry registry, int number) {
      tags = Tags.of("job", "" + number);
      counter = registry.counter("c", tags);
      histogram = registry.histogram("h", tags);
      gauge = registry.gauge("g", tags);
    }

    void record(Random random) {
      long value = random.nextLong() >>> random.nextInt(20, 64);
      counter.increment(value);
      histogram.record(value);
      gauge.set((double) value);
      count++;
      sum += value;
    }

    void remove(Registry registry) {
      registry.remove(counter);
      registry.remove(histogram);
      registry.remove(gauge);
    }

    void assertIn(Snapshot left) {
      assertEquals((double) sum, left.number("c." + tags + ".value"));
      assertEquals((double) count, left.number("h." + tags + ".count"));
    }
  }

  @Test
  void thousandsThatAreRemoved_takeNoMoreThanThoseThatLive_andNothingIsLost() throws Exception {
    int jobs = 3_000;
    Random random = new Random(1);
    try (BlackBox box = BoxTests.unattended(file(), 4 << 20)) {
      Registry registry = Registry.builder().storage(box).build();
      LastValues ends = registry.lastValues();
      List<Job> living = new ArrayList<>();
      int written = 0;
      for (int number = 0; number < jobs; number++) {
        Job job = new Job(registry, number);
        living.add(job);
        for (int i = 0; i < 4; i++) {
          living.get(random.nextInt(living.size())).record(random);
        }
        if (living.size() > LIVING) {
          living.remove(random.nextInt(LIVING)).remove(registry);
          deliver(box, ends);
        }
        BoxTests.beats(box, 1);
        if (number == jobs / 5) {
          written = box.body().file().written();
        }
        if (number % 200 == 0) {
          Snapshot left = BoxTests.left(box.body().file());
          living.forEach(one -> one.assertIn(left));
        }
      }
      assertTrue(box.isComplete());
      assertEquals(0, box.refused().orElseThrow().sum());
      int end = box.body().file().written();
      assertTrue(end <= written + 256 * 1024, "it grew from " + written + " to " + end);
    }
  }

  private static void deliver(BlackBox box, LastValues ends) {
    for (EndedSeries one : ends.pending()) {
      box.forget(one.number());
      ends.delivered(one.number());
    }
  }

  /** A process that is killed between any two stores of the box leaves all that was recorded. */
  @Test
  void afterEachStoreOfTheBox_theFileHasAllThatLives_andWhatEnded() throws Exception {
    Crash crash = new Crash();
    Random random = new Random(2);
    try (BlackBox box = BoxTests.watched(file(), BlackBox.MIN_BYTES, crash)) {
      crash.box = box;
      Registry registry = Registry.builder().storage(box).build();
      LastValues ends = registry.lastValues();
      for (int number = 0; number < 80; number++) {
        Job job = new Job(registry, number);
        crash.armed = false; // a record is more than one store
        job.record(random);
        crash.armed = true;
        crash.jobs.add(job);
        if (crash.jobs.size() > 4) {
          Job gone = crash.jobs.get(0);
          gone.remove(registry);
          crash.jobs.remove(0);
          deliver(box, ends);
        }
        BoxTests.beats(box, 2);
      }
      assertTrue(crash.looks > 5_000, crash.looks + " moments");
    }
  }

  private static final class Crash implements Runnable {
    final List<Job> jobs = new ArrayList<>();
    BlackBox box;
    boolean armed = true;
    int looks;

    @Override
    public void run() {
      if (armed && box != null) {
        armed = false;
        looks++;
        Snapshot left = BoxTests.left(box.body().file());
        jobs.forEach(job -> job.assertIn(left));
        armed = true;
      }
    }
  }

  @Test
  void whoKeepsARemovedInstrument_recordsIntoNobodyElses() throws Exception {
    Random random = new Random(3);
    try (BlackBox box = BoxTests.unattended(file(), BlackBox.MIN_BYTES)) {
      Registry registry = Registry.builder().storage(box).build();
      Job kept = new Job(registry, 0);
      kept.record(random);
      kept.remove(registry);
      box.forget(Long.MAX_VALUE);
      kept.record(random);
      BoxTests.beats(box, BoxSeries.BEATS + 2);
      Job next = new Job(registry, 1);
      next.record(random);
      kept.record(random);
      kept.counter.decrement();
      assertEquals(kept.sum - 1, kept.counter.value());
      assertEquals(kept.count, kept.histogram.count());
      Snapshot left = BoxTests.left(box.body().file());
      next.assertIn(left);
      assertTrue(left.at("c." + kept.tags).isEmpty());
      assertEquals(
          InstrumentProbe.series(next.gauge),
          left.series(InstrumentProbe.id(next.gauge)).orElseThrow());
    }
  }

  @Test
  void aFullBox_keepsThoseThatAreThere_namesTheOthers_andTakesThemInWhenThereIsRoom()
      throws Exception {
    try (BlackBox box = BoxTests.unattended(file(), BlackBox.MIN_BYTES)) {
      Registry registry = Registry.builder().storage(box).build();
      registry.histogram("gone").record(7);
      int full = 0;
      while (box.isComplete()) {
        registry.counter("c", Tags.of("n", "" + full++)).increment();
      }
      Counter late = registry.counter("late");
      late.increment(5);
      Histogram first = registry.histogram("first.of.all");
      first.record(7);
      for (int i = 0; i < full - 1; i++) {
        registry.counter("c", Tags.of("n", "" + i)).increment();
      }
      Snapshot before = BoxTests.left(box.body().file());
      for (int i = 0; i < full - 1; i++) {
        assertEquals(2, before.number("c.{n=" + i + "}.value"));
      }
      assertTrue(before.at("late").isEmpty());
      assertTrue(box.refused().orElseThrow().sum() > 0);
      assertTrue(box.body().series().namesOutside().contains("'late'"));

      for (int i = 0; i < 50; i++) {
        registry.remove("c", Tags.of("n", "" + i));
      }
      registry.remove("gone");
      box.forget(Long.MAX_VALUE);
      BoxTests.beats(box, BoxSeries.BEATS + 2);
      late.increment(3);
      first.record(9);
      BoxTests.beats(box, 1);
      Snapshot after = BoxTests.left(box.body().file());
      assertEquals(8, after.number("late.value"));
      assertEquals(2, after.number("first.of.all.count"));
      assertTrue(box.isComplete());
    }
  }

  @Test
  void recording_neverLetsTheFileGrow_andTheBoxTakesInWhatHadNoRoomAtThatMoment() throws Exception {
    Random random = new Random(4);
    try (BlackBox box = BoxTests.unattended(file(), 8 << 20)) {
      Registry registry = Registry.builder().storage(box).build();
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        jobs.add(new Job(registry, i));
      }
      int written = box.body().file().written();
      for (int i = 0; i < 20_000; i++) {
        jobs.get(random.nextInt(jobs.size())).record(random);
      }
      assertEquals(written, box.body().file().written());
      assertFalse(sameCounts(jobs, BoxTests.left(box.body().file())), "room for all of it");
      box.body().tend();
      assertTrue(box.body().file().written() > written);
      Snapshot left = BoxTests.left(box.body().file());
      jobs.forEach(job -> job.assertIn(left));
      assertTrue(box.isComplete());
      for (int i = 0; i < 20_000; i++) {
        jobs.get(random.nextInt(jobs.size())).record(random);
      }
      box.body().tend();
      Snapshot again = BoxTests.left(box.body().file());
      jobs.forEach(job -> job.assertIn(again));
      assertEquals(0, box.refused().orElseThrow().sum());
      assertEquals(total(registry.snapshot(), jobs), total(again, jobs));
    }
  }

  private static boolean sameCounts(List<Job> jobs, Snapshot left) {
    return jobs.stream().allMatch(job -> left.number("h." + job.tags + ".count") == job.count);
  }

  private static List<Distribution> total(Snapshot snapshot, List<Job> jobs) {
    return jobs.stream()
        .map(
            job ->
                (DistributionValue) snapshot.find(InstrumentProbe.id(job.histogram)).orElseThrow())
        .map(DistributionValue::total)
        .toList();
  }

  @Test
  void theFirstValueOfEachSeries_hasRoomAtOnce() throws IOException {
    try (BlackBox box = BoxTests.unattended(file(), 16 << 20)) {
      Registry registry = Registry.builder().storage(box).build();
      for (int i = 0; i < 5_000; i++) {
        registry.histogram("h" + i);
      }
      for (int i = 0; i < 5_000; i++) {
        registry.histogram("h" + i).record(i);
      }
      Snapshot left = BoxTests.left(box.body().file());
      for (int i = 0; i < 5_000; i++) {
        assertEquals(1, left.number("h" + i + ".count"));
      }
    }
  }
}
