package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.AgeGauge;
import io.tapes.Aggregation;
import io.tapes.LongTaskTimer;
import io.tapes.Snapshot;
import io.tapes.StateSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ages, facts, states and active tasks of two workers, in one aggregate. */
@SuppressWarnings("try") // closing is what is tested
class LevelsTest {
  private enum Phase {
    STARTING,
    RUNNING
  }

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address("ipc://" + folder.resolve("a.ipc"))
        .state(folder.resolve("state"))
        .build()
        .start();
  }

  private static DistributedRegistry worker(RegistryAggregator aggregator) {
    DistributedRegistry worker = DistributedRegistry.create(aggregator.address());
    worker.connect();
    return worker;
  }

  private static void assertAge(double since, Snapshot snapshot, String path) {
    assertEquals(snapshot.wallMillis() / 1e3 - since, snapshot.number(path), 1e-6, path);
  }

  private static boolean has(RegistryAggregator aggregator, String path, double value) {
    return aggregator
        .snapshot()
        .at(path)
        .map(n -> ((Number) n).doubleValue() == value)
        .orElse(false);
  }

  @Test
  void theLeastAge_ofAnyProcess_growsWithoutFrames_andOutlivesAll() {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry a = worker(aggregator);
        DistributedRegistry b = worker(aggregator)) {
      AgeGauge ageOfA = a.metric("last.success").ageGauge();
      ageOfA.reset(Instant.ofEpochSecond(1_000_000));
      b.metric("last.success").ageGauge().reset(Instant.ofEpochSecond(2_000_000));
      Aggregation oldest = Aggregation.LIVE_MAX;
      a.metric("oldest").aggregation(oldest).ageGauge().reset(Instant.ofEpochSecond(1_000_000));
      b.metric("oldest").aggregation(oldest).ageGauge().reset(Instant.ofEpochSecond(2_000_000));
      assertTrue(b.close(LONG));
      assertAge(2_000_000, aggregator.snapshot(), "last.success.value");
      assertTrue(a.close(LONG));
      Snapshot ended = aggregator.snapshot();
      assertAge(2_000_000, ended, "last.success.value");
      assertTrue(ended.at("oldest").isEmpty(), "no process that lives");
    }
    try (RegistryAggregator again = aggregator()) {
      assertAge(2_000_000, again.snapshot(), "last.success.value");
      try (DistributedRegistry c = worker(again)) {
        c.metric("last.success").ageGauge().reset(Instant.ofEpochSecond(1_500_000));
        assertTrue(c.close(LONG));
      }
      assertAge(2_000_000, again.snapshot(), "last.success.value");
    }
  }

  @Test
  void facts_areOne_asLongAsAProcessTellsThem() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry a = worker(aggregator);
        DistributedRegistry b = worker(aggregator)) {
      a.metric("build").tags("version", "1.2").info();
      b.metric("build").tags("version", "1.2").info();
      b.metric("build").tags("version", "1.3").info();
      Await.until("both", () -> has(aggregator, "build.{version=1.3}.value", 1));
      assertTrue(a.close(LONG));
      assertEquals(1, aggregator.snapshot().number("build.{version=1.2}.value"));
      assertTrue(b.close(LONG));
      assertTrue(aggregator.snapshot().at("build").isEmpty());
    }
  }

  @Test
  void states_countTheLivingProcesses() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry a = worker(aggregator);
        DistributedRegistry b = worker(aggregator)) {
      StateSet<Phase> phaseOfA = a.metric("job.phase").stateSet(Phase.class);
      phaseOfA.set(Phase.RUNNING);
      b.metric("job.phase").stateSet(Phase.class).set(Phase.RUNNING);
      Await.until("both run", () -> has(aggregator, "job.phase.{job.phase=RUNNING}.value", 2));
      assertEquals(0, aggregator.snapshot().number("job.phase.{job.phase=STARTING}.value"));
      phaseOfA.set(Phase.STARTING);
      Await.until("one starts", () -> has(aggregator, "job.phase.{job.phase=STARTING}.value", 1));
      assertEquals(1, aggregator.snapshot().number("job.phase.{job.phase=RUNNING}.value"));
      assertTrue(b.close(LONG));
      assertEquals(0, aggregator.snapshot().number("job.phase.{job.phase=RUNNING}.value"));
    }
  }

  @Test
  void theMaximum_ofAllProcesses_isThatSinceTheReadersLastLook() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry a = worker(aggregator);
        DistributedRegistry b = worker(aggregator)) {
      a.metric("peak").maxGauge().update(17);
      b.metric("peak").maxGauge().update(5);
      a.counter("sent").increment();
      b.counter("sent").increment();
      Await.until("both", () -> has(aggregator, "sent.value", 2));
      Snapshot before = aggregator.snapshot();
      assertEquals(17, before.number("peak.value"));
      b.metric("peak").maxGauge().update(9);
      b.counter("sent").increment();
      Await.until("one more", () -> has(aggregator, "sent.value", 3));
      Snapshot after = aggregator.snapshot();
      assertEquals(9, after.minus(before).number("peak.value"));
      a.metric("peak").maxGauge().update(8);
      assertTrue(a.close(LONG));
      assertEquals(8, aggregator.snapshot().minus(after).number("peak.value"), "of one that ended");
      assertTrue(aggregator.snapshot().minus(aggregator.snapshot()).at("peak").isEmpty());
    }
  }

  @Test
  void activeTasks_addUp_andGoWithTheirProcess() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry a = worker(aggregator);
        DistributedRegistry b = worker(aggregator);
        LongTaskTimer.Task first = a.metric("jobs").longTaskTimer().start();
        LongTaskTimer.Task second = b.metric("jobs").longTaskTimer().start();
        LongTaskTimer.Task third = b.metric("jobs").longTaskTimer().start()) {
      Await.until("all", () -> has(aggregator, "jobs.active", 3));
      double before = aggregator.snapshot().number("jobs.duration");
      Await.until("growth", () -> aggregator.snapshot().number("jobs.duration") > before + 0.03);
      Snapshot all = aggregator.snapshot();
      assertTrue(all.number("jobs.longest") <= all.number("jobs.duration"));
      assertTrue(all.number("jobs.longest") * 3 + 1e-9 >= all.number("jobs.duration"));
      third.close();
      third.close();
      Await.until("its end", () -> has(aggregator, "jobs.active", 2));
      assertTrue(b.close(LONG));
      assertEquals(1, aggregator.snapshot().number("jobs.active"));
      second.close();
      first.close();
      Await.until("all ends", () -> has(aggregator, "jobs.active", 0));
    }
  }
}
