package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.SeriesListener;
import io.tapes.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker, and an aggregator, with a gauge whose source does not return. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingSourceTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;
  private final CountDownLatch lock = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void unlock() {
    lock.countDown();
  }

  private double hang() {
    calls.incrementAndGet();
    try {
      lock.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 1;
  }

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address("ipc://" + folder.resolve("a.ipc"))
        .heartbeatTimeout(Duration.ofSeconds(5))
        .build()
        .start();
  }

  private static boolean shows(Snapshot snapshot, String path, double value) {
    return snapshot.at(path).isPresent() && snapshot.number(path) == value;
  }

  @Test
  void aListenerOfTheAggregatorThatHangs_holdsUpNoWorker() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      SeriesListener hanging =
          new SeriesListener() {
            @Override
            public void added(SeriesId id, MetricKind type) {
              if (id.name().startsWith("job")) {
                hang();
              }
            }

            @Override
            public void removed(SeriesId id, MetricKind type) {}
          };
      aggregator.selfMetrics().orElseThrow().addListener(hanging);
      registry.connect();
      for (int i = 0; i < 100; i++) {
        registry.counter("job" + i).increment();
      }
      assertTrue(registry.close(LONG));
      Snapshot all = aggregator.snapshot();
      assertEquals(1, calls.get());
      assertEquals(1, all.number("job99.value"));
      assertEquals(1, all.number("tapes.listener.errors.value"));
      assertTrue(aggregator.failure().isEmpty());
    }
  }

  @Test
  void everythingElseIsDelivered_theWorkerStaysAlive_andCloseIsAcknowledged() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry registry =
            DistributedRegistry.builder()
                .address(aggregator.address())
                .sourceTimeout(Duration.ofSeconds(2))
                .build()) {
      registry.connect();
      registry.counter("jobs").increment(6);
      registry.gauge("live", Aggregation.LIVE_SUM, () -> 3);
      Await.until(
          "the first values",
          () ->
              shows(aggregator.snapshot(), "jobs.value", 6)
                  && shows(aggregator.snapshot(), "live.value", 3));
      registry.gauge("hanging", this::hang);
      Await.until("the gauge hangs", () -> calls.get() == 1);
      registry.counter("jobs").increment(100);
      Await.until("the rest", () -> shows(aggregator.snapshot(), "jobs.value", 106));
      // It goes on to hang for longer than a worker may be silent.
      int flushes = 24;
      Await.until(
          "many flushes without it",
          () ->
              aggregator
                  .snapshot()
                  .at("tapes.gauge.errors.value")
                  .map(errors -> ((Number) errors).longValue() >= flushes)
                  .orElse(false));
      Snapshot seen = aggregator.snapshot();
      assertTrue(shows(seen, "live.value", 3), seen.toMap().toString());
      assertEquals(1, calls.get());
      registry.counter("jobs").increment();
      assertTrue(registry.close(LONG));
      assertEquals(107, aggregator.snapshot().number("jobs.value"));
    }
  }

  @Test
  void aSourceOfTheAggregators_thatReadsTheAggregator_isLeftOut() {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      Registry own = aggregator.selfMetrics().orElseThrow();
      own.gauge(
          "ratio",
          () -> {
            calls.incrementAndGet();
            return aggregator.snapshot().number("jobs.value");
          });
      registry.connect();
      registry.counter("jobs").increment(6);
      assertTrue(registry.close(LONG));
      calls.set(0);
      Snapshot seen = aggregator.snapshot();
      assertEquals(1, calls.get());
      assertTrue(seen.at("ratio").isEmpty());
      assertEquals(6, seen.number("jobs.value"));
      assertTrue(seen.number("tapes.gauge.errors.value") >= 1);
    }
  }
}
