package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series that come and go, such as one for each job, over the network. */
class ChurnTest {
  private static final int SMALL_FRAME = 360;

  @TempDir Path folder;

  private final Map<SeriesId, Long> recorded = new HashMap<>();

  private static Tags job(int number) {
    return Tags.of("job", "" + number);
  }

  private void record(Registry registry, int job, int amount) {
    registry.counter("c", job(job)).increment(amount);
    registry.meter("m", job(job)).mark(amount);
    for (int i = 0; i < amount; i++) {
      registry.histogram("h", job(job)).record(i);
    }
    List.of("c", "m", "h")
        .forEach(name -> recorded.merge(new SeriesId(name, job(job)), (long) amount, Long::sum));
  }

  private static void remove(Registry registry, int job) {
    List.of("c", "m", "h", "g").forEach(name -> registry.remove(name, job(job)));
  }

  private static long count(MetricValue value) {
    return value.<Long, RuntimeException>match(
        SumValue::value, level -> 0L, distribution -> distribution.total().count());
  }

  /** Of every name and tags the aggregate has all that was ever recorded, to the unit. */
  private void assertAll(Snapshot aggregate, String what) {
    Map<SeriesId, Long> counted = new HashMap<>();
    for (Series series : aggregate.series()) {
      if (recorded.containsKey(series.id())) {
        counted.put(series.id(), count(series.value()));
      }
    }
    assertEquals(recorded, counted, what);
  }

  private void something(SimulatedNetwork network) {
    int job = network.random.nextInt(6);
    switch (network.random.nextInt(4)) {
      case 0, 1 -> record(network.registry, job, network.random.nextInt(30));
      case 2 -> remove(network.registry, job);
      default -> network.registry.gauge("g", job(job)).set(job);
    }
  }

  @Test
  void aSeriesRemovedAndMadeAgainWithinAFlush_countsAsBoth() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    network.registry.counter("c").increment(50);
    network.step();
    network.registry.remove("c");
    network.registry.counter("c").increment(70);
    network.close();
    assertEquals(120, network.totals.snapshot().number("c.value"));
  }

  @Test
  void fortyJobs_eachWithACounterOfItsOwnThatIsRemovedWhenDone_areAllCounted() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    long all = 0;
    for (int i = 0; i < 40; i++) {
      for (int part = 0; part < 3; part++) {
        network.registry.counter("job.done", job(i)).increment(i + part);
        all += i + part;
        if (i % 2 == 0) {
          network.step();
        }
      }
      network.registry.remove("job.done", job(i));
    }
    network.close();
    Snapshot aggregate = network.totals.snapshot();
    assertEquals(
        all,
        aggregate.series().stream()
            .filter(s -> s.name().equals("job.done"))
            .mapToLong(s -> count(s.value()))
            .sum());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.6, 0.9})
  void lossRepetitionAndDisorder_changeNoTotal(double trouble) {
    for (int seed = 0; seed < 40; seed++) {
      recorded.clear();
      SimulatedNetwork network = new SimulatedNetwork(seed, SMALL_FRAME);
      network.trouble = trouble;
      for (int step = 0; step < 150; step++) {
        for (int i = network.random.nextInt(8); i > 0; i--) {
          something(network);
        }
        network.step();
      }
      network.close();
      assertAll(network.totals.snapshot(), "seed " + seed);
    }
  }

  @Test
  void workersThatWereForgottenWhileStopped_countOnWithoutCountingTwice() {
    for (int seed = 0; seed < 40; seed++) {
      recorded.clear();
      SimulatedNetwork network = new SimulatedNetwork(seed, SMALL_FRAME);
      network.trouble = 0.5;
      for (int step = 0; step < 160; step++) {
        something(network);
        something(network);
        network.step();
        if (step % 40 == 39) {
          network.now += 120 * SimulatedNetwork.SECOND;
          network.workers.tick(network.now);
        }
      }
      network.close();
      assertAll(network.totals.snapshot(), "seed " + seed);
    }
  }

  /** The law: make, record, remove, flush, kill and start in any order. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void whoeverIsKilled_everyRecordIsCountedOnce(double trouble) throws Exception {
    for (int seed = 0; seed < 12; seed++) {
      recorded.clear();
      Path own = folder.resolve(trouble + "-" + seed);
      Files.createDirectories(own);
      SimulatedNetwork network = new SimulatedNetwork(seed, SMALL_FRAME, own);
      network.trouble = trouble;
      for (int step = 0; step < 200; step++) {
        something(network);
        something(network);
        switch (network.random.nextInt(25)) {
          case 0 -> network.killWorker();
          case 1 -> network.killAggregator();
          case 2, 3 -> network.save();
          default -> network.step();
        }
      }
      network.close();
      assertAll(network.totals.snapshot(), "seed " + seed);
    }
  }

  /** Drops what no worker has any more, soon. */
  private static SeriesExpiry expiry(SimulatedNetwork network) {
    return new SeriesExpiry(
        SimulatedNetwork.SECOND / 4, network.totals, network.workers, network.checkpoints(), null);
  }

  @Test
  void aMillionSeriesOneAfterTheOther_leaveNothingBehind_onEitherSide() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    SeriesExpiry expiry = expiry(network);
    long[] kept = new long[2];
    for (int i = 0; i < 1_000_000; i++) {
      network.registry.counter("c", job(i)).increment();
      if (i >= 1_000) {
        network.registry.remove("c", job(i - 1_000));
      }
      if (i % 1_000 == 999) {
        network.step();
        expiry.tick(network.now);
        if (i == 9_999 || i == 999_999) {
          kept[i < 10_000 ? 0 : 1] = network.kept();
        }
      }
    }
    assertTrue(kept[1] <= 1.1 * kept[0], kept[0] + " became " + kept[1]);
  }

  @Test
  void aWorkerMayHaveAnyNumberOfSeriesInItsLife_butSoManyAtOnce() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    SeriesExpiry expiry = expiry(network);
    for (int i = 0; i < 205_000; i++) {
      network.registry.counter("c", job(i)).increment();
      if (i >= 5_000) {
        network.registry.remove("c", job(i - 5_000));
      }
      if (i % 1_000 == 999) {
        network.step();
        expiry.tick(network.now);
      }
    }
    network.registry.counter("late").increment(7);
    network.close();
    assertEquals(7, network.totals.snapshot().number("late.value"));
    assertTrue(network.worker.numbered() <= 5_010, "" + network.worker.numbered());
  }

  @Test
  void aSourceThatMissesAReading_countsNothingTwice() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    SeriesId id = new SeriesId("s", Tags.empty());
    boolean[] answers = {true};
    network.registry.register(
        out -> {
          if (answers[0]) {
            out.accept(Series.counter(id, 40));
          }
        });
    network.step();
    answers[0] = false;
    network.step();
    network.step();
    answers[0] = true;
    network.close();
    assertEquals(40, network.totals.snapshot().number("s.value"));
  }
}
