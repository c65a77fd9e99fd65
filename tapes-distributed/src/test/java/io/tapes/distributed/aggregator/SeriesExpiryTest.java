package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distributed.aggregator.ExpiringAggregator.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SeriesExpiryTest {
  private static final long HOUR = 3_600;

  private final ExpiringAggregator aggregator =
      new ExpiringAggregator(HOUR * ExpiringAggregator.SECOND, 1_000);

  private static void recordAll(Registry registry) {
    registry.counter("c").increment(5);
    registry.metric("up.down").upDownCounter().add(-2);
    registry.metric("double").doubleCounter().add(2.5);
    registry.meter("m").mark(5);
    registry.histogram("h").record(5);
    registry.timer("t").record(Duration.ofMillis(5));
    registry.gauge("sum", Aggregation.SUM).set(5);
    registry.gauge("live").set(5);
    registry.gauge("all", Aggregation.ALL).set(5);
  }

  @Test
  void whatNoWorkerHas_isLeftOut_afterTheTimeAndNotBefore() {
    Set<String> before = names(aggregator.snapshot());
    Worker worker = aggregator.worker();
    recordAll(worker.registry);
    worker.end();
    aggregator.pass(HOUR - 1);
    assertEquals(5, aggregator.number("c.value"));
    assertEquals(5, aggregator.number("sum.value"));
    aggregator.pass(HOUR / 4 + 2);
    assertEquals(before, names(aggregator.snapshot()));
    // Nine names, and the series that one worker had under 'all'.
    assertEquals(10, aggregator.number("tapes.series.expired.value"));
  }

  /** Without those of the workers that this aggregator shows as well once they have delivered. */
  private static Set<String> names(Snapshot snapshot) {
    Set<String> names = new HashSet<>();
    for (Series series : snapshot.series()) {
      if (!series.name().matches("tapes\\.(dropped|overflow|gauge\\.errors)")) {
        names.add(series.id().toString());
      }
    }
    return names;
  }

  @Test
  void whatIsTheAggregatorsOwn_stays() {
    aggregator.totals.registry().counter("tapes.reporter.errors", Tags.of("r", "x")).increment();
    aggregator.totals.registry().counter("own").increment();
    Worker worker = aggregator.worker();
    worker.registry.counter("tapes.reporter.errors", Tags.of("r", "x")).increment();
    worker.registry.counter("c", Tags.of("tapes.overflow", "true")).increment();
    worker.end();
    aggregator.pass(2 * HOUR);
    assertEquals(2, aggregator.number("tapes.reporter.errors.{r=x}.value"));
    assertEquals(1, aggregator.number("c.{tapes.overflow=true}.value"));
    assertEquals(1, aggregator.number("own.value"));
  }

  @Test
  void whatALivingWorkerHas_stays_howeverIdleAndSilentItIs() {
    Worker worker = aggregator.worker();
    recordAll(worker.registry);
    worker.flush();
    aggregator.pass(5 * HOUR);
    assertEquals(0, aggregator.number("tapes.workers.value"));
    assertEquals(5, aggregator.number("c.value"));
    worker.registry.counter("c").increment();
    worker.end();
    assertEquals(6, aggregator.number("c.value"));
  }

  @Test
  void aWorkerThatCameAndWentBetweenTwoLooks_beginsTheTimeAnew() {
    for (int i = 1; i <= 20; i++) {
      Worker worker = aggregator.worker();
      worker.registry.counter("c").increment();
      worker.end();
      aggregator.pass(HOUR - 1);
      assertEquals(i, aggregator.number("c.value"));
    }
  }

  @Test
  void whatComesBack_countsFromZero() {
    for (int i = 1; i <= 3; i++) {
      Worker worker = aggregator.worker();
      recordAll(worker.registry);
      worker.end();
      assertEquals(5, aggregator.number("c.value"));
      assertEquals(-2, aggregator.number("up.down.value"));
      assertEquals(1, aggregator.number("t.count"));
      assertEquals(5, aggregator.number("sum.value"));
      aggregator.pass(2 * HOUR);
      assertFalse(aggregator.has("c") || aggregator.has("sum") || aggregator.has("all"));
    }
  }

  @Test
  void whatALivingWorkerRemoved_isLeftOut_andCountsFromZeroWhenItComesBack() {
    Worker worker = aggregator.worker();
    recordAll(worker.registry);
    worker.flush();
    for (String name : List.of("c", "up.down", "m", "h", "t", "sum", "live", "all")) {
      assertTrue(worker.registry.remove(name));
    }
    worker.flush();
    assertEquals(5, aggregator.number("c.value"));
    aggregator.pass(2 * HOUR);
    assertFalse(aggregator.has("c") || aggregator.has("t") || aggregator.has("sum"));
    recordAll(worker.registry);
    worker.registry.counter("c").increment(100);
    worker.flush();
    assertEquals(105, aggregator.number("c.value"));
    assertEquals(1, aggregator.number("t.count"));
    assertEquals(5, aggregator.number("sum.value"));
    worker.end();
    assertEquals(105, aggregator.number("c.value"));
  }

  @Test
  void whatACheckpointBroughtBack_isLeftOutAsAWhole() throws Exception {
    Worker first = aggregator.worker();
    recordAll(first.registry);
    first.end();
    aggregator.restart();
    Worker second = aggregator.worker();
    recordAll(second.registry);
    second.end();
    assertEquals(10, aggregator.number("c.value"));
    aggregator.pass(2 * HOUR);
    assertFalse(aggregator.has("c") || aggregator.has("sum") || aggregator.has("all"));
    aggregator.restart();
    assertFalse(aggregator.has("c") || aggregator.has("sum") || aggregator.has("all"));
  }

  @Test
  void seriesOfOneWorkerEach_areLeftOutOneByOne() {
    Worker stays = aggregator.worker();
    stays.registry.gauge("all", Aggregation.ALL).set(1);
    stays.flush();
    Worker goes = aggregator.worker();
    goes.registry.gauge("all", Aggregation.ALL).set(2);
    goes.end();
    assertEquals(2, shown("all"));
    aggregator.pass(2 * HOUR);
    assertEquals(1, shown("all"));
  }

  private long shown(String name) {
    return aggregator.snapshot().series().stream().filter(s -> s.name().equals(name)).count();
  }

  @Test
  void namesThatEachWorkerMakesUp_doNotFillTheAggregate() {
    ExpiringAggregator keeping = new ExpiringAggregator(0, 100);
    ExpiringAggregator expiring = new ExpiringAggregator(60 * ExpiringAggregator.SECOND, 100);
    for (int i = 0; i < 200; i++) {
      for (ExpiringAggregator each : List.of(keeping, expiring)) {
        Worker worker = each.worker();
        worker.registry.counter("c", Tags.of("job", "" + i)).increment();
        worker.registry.gauge("g", Tags.of("job", "" + i)).set(i);
        worker.end();
        each.pass(10);
      }
    }
    assertTrue(keeping.number("tapes.overflow.value") > 0);
    assertEquals(0, expiring.number("tapes.overflow.value"));
    assertTrue(expiring.totals.registry().snapshot().series().size() < 40);
  }

  @Test
  void noSnapshotShowsAPart() throws Exception {
    Worker first = aggregator.worker();
    first.registry.counter("c").increment(60);
    first.end();
    for (int i = 0; i < 200; i++) {
      aggregator.restart();
      Worker second = aggregator.worker();
      second.registry.counter("c").increment(40);
      second.end();
      AggregateRegistry totals = aggregator.totals;
      AtomicBoolean done = new AtomicBoolean();
      List<Double> seen = new ArrayList<>();
      Thread reader =
          new Thread(
              () -> {
                while (!done.get()) {
                  seen.add(
                      totals
                          .snapshot()
                          .at("c.value")
                          .map(n -> ((Number) n).doubleValue())
                          .orElse(0.0));
                }
              });
      reader.start();
      aggregator.pass(2 * HOUR);
      done.set(true);
      reader.join();
      for (double value : seen) {
        assertTrue(value == 100 || value == 0, () -> "shown: " + value);
      }
      Worker again = aggregator.worker();
      again.registry.counter("c").increment(60);
      again.end();
    }
  }

  /** Whatever workers and aggregators do: a series holds what came since it was left out last. */
  @Test
  void atRandom_nothingIsLostAndNothingCountedTwice() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      ExpiringAggregator some = new ExpiringAggregator(60 * ExpiringAggregator.SECOND, 1_000);
      List<Worker> workers = new ArrayList<>();
      Map<String, Long> counted = new HashMap<>();
      int left = 0;
      for (int step = 0; step < 400; step++) {
        if (workers.size() < 3 && random.nextInt(4) == 0) {
          workers.add(some.worker());
        }
        for (Worker worker : List.copyOf(workers)) {
          String name = "c" + random.nextInt(6);
          int n = random.nextInt(5);
          worker.registry.counter(name).increment(n);
          counted.merge(name, (long) n, Long::sum);
          worker.flush();
          if (random.nextInt(6) == 0) {
            worker.registry.remove("c" + random.nextInt(6));
            worker.flush();
          }
          if (random.nextInt(12) == 0) {
            worker.end();
            workers.remove(worker);
          }
        }
        if (random.nextInt(25) == 0) {
          some.restart();
          workers.forEach(Worker::flush);
        }
        some.pass(random.nextInt(30));
        for (String name : Set.copyOf(counted.keySet())) {
          if (some.has(name)) {
            assertEquals(
                counted.get(name).doubleValue(), some.number(name + ".value"), "seed " + seed);
          } else {
            left++;
            counted.remove(name);
            workers.forEach(w -> assertFalse(w.registry.snapshot().at(name).isPresent()));
          }
        }
      }
      assertTrue(left > 5, "seed " + seed + " left out " + left);
    }
  }
}
