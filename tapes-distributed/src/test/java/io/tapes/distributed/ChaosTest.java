package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever process dies or stops: what is said to be delivered is delivered, to the unit. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChaosTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;
  private String address;

  @BeforeEach
  void chooseAddress() {
    address = "ipc://" + folder.resolve("a.ipc");
  }

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address(address)
        .heartbeatTimeout(Duration.ofSeconds(3))
        .build()
        .start();
  }

  /** Impatient, with room for one frame. */
  private DistributedRegistry narrow() {
    DistributedRegistry registry =
        DistributedRegistry.builder()
            .address(address)
            .flushInterval(Duration.ofMillis(5))
            .queueFrames(1)
            .build();
    registry.connect();
    return registry;
  }

  private static void record(DistributedRegistry registry, int from, int to)
      throws InterruptedException {
    for (int i = from; i < to; i++) {
      registry.counter("c").increment();
      registry.timer("t").record(i, TimeUnit.MICROSECONDS);
      if (i % 500 == 0) {
        Thread.sleep(1);
      }
    }
  }

  private static double number(Snapshot snapshot, String path) {
    return snapshot.at(path).map(n -> ((Number) n).doubleValue()).orElse(0.0);
  }

  @Test
  void aWorkerThatConnectsBeforeTheAggregatorExists_losesNothing() throws Exception {
    try (DistributedRegistry registry = narrow()) {
      record(registry, 0, 10_000);
      Thread.sleep(100);
      try (RegistryAggregator aggregator = aggregator()) {
        record(registry, 10_000, 20_000);
        assertTrue(registry.close(LONG));
        assertEquals(20_000, aggregator.snapshot().number("c.value"));
        assertEquals(20_000, aggregator.snapshot().number("t.count"));
      }
    }
  }

  @Test
  void anAggregatorThatIsStoppedForAWhile_losesNothing() throws Exception {
    try (ChildJvm aggregator = new ChildJvm(AggregatorMain.class, address);
        DistributedRegistry a = narrow();
        DistributedRegistry b = narrow()) {
      assertEquals("READY", aggregator.readLine());
      for (int round = 0; round < 6; round++) {
        aggregator.signal("STOP");
        record(a, round * 10_000, round * 10_000 + 5_000);
        record(b, round * 10_000, round * 10_000 + 5_000);
        Thread.sleep(round == 3 ? 1_500 : 100);
        aggregator.signal("CONT");
        record(a, round * 10_000 + 5_000, round * 10_000 + 10_000);
        record(b, round * 10_000 + 5_000, round * 10_000 + 10_000);
      }
      assertTrue(a.close(LONG));
      assertTrue(b.close(LONG));
      assertEquals("120000", aggregator.ask("c.value"));
      assertEquals("120000", aggregator.ask("t.count"));
    }
  }

  @Test
  void anAggregatorThatIsKilledAndStartedAnew_getsEverythingFromLivingWorkers() throws Exception {
    try (DistributedRegistry a = narrow();
        DistributedRegistry b = narrow()) {
      for (int round = 0; round < 3; round++) {
        try (ChildJvm aggregator = new ChildJvm(AggregatorMain.class, address)) {
          assertEquals("READY", aggregator.readLine());
          record(a, round * 10_000, round * 10_000 + 10_000);
          record(b, round * 10_000, round * 10_000 + 10_000);
          String all = "" + (round + 1) * 20_000;
          Await.until("everything", () -> aggregator.ask("c.value").equals(all));
        }
      }
      try (RegistryAggregator last = aggregator()) {
        assertTrue(a.close(LONG));
        assertTrue(b.close(LONG));
        assertEquals(60_000, last.snapshot().number("c.value"));
        assertEquals(60_000, last.snapshot().number("t.count"));
        assertTrue(last.snapshot().number("tapes.resyncs.value") > 0);
      }
    }
  }

  @Test
  void aWorkerThatIsKilled_keepsWhatWasDeliveredAndIsFoldedAway() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        ChildJvm worker = new ChildJvm(WorkerMain.class, address, "100000000", "1")) {
      Await.until("records", () -> number(aggregator.snapshot(), "c.value") > 2_000);
      worker.kill();
      Await.until("the loss", () -> number(aggregator.snapshot(), "tapes.workers.lost.value") == 1);
      Snapshot last = aggregator.snapshot();
      assertTrue(last.number("c.value") > 2_000);
      assertEquals(0, last.number("tapes.workers.value"));
      assertTrue(last.at("g").isEmpty());
      double count = last.number("t.count");
      assertTrue(Math.abs(last.number("c.value") - count) <= 50_000);
    }
  }

  @Test
  void aWorkerThatIsStoppedForLongerThanTheTimeout_comesBackExactly() throws Exception {
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder()
                .address(address)
                .heartbeatTimeout(Duration.ofSeconds(2))
                .build()
                .start();
        ChildJvm worker = new ChildJvm(WorkerMain.class, address, "100000", "1")) {
      Await.until("records", () -> number(aggregator.snapshot(), "c.value") > 2_000);
      worker.signal("STOP");
      Await.until("silence", () -> number(aggregator.snapshot(), "tapes.workers.value") == 0);
      assertTrue(aggregator.snapshot().at("g").isEmpty());
      worker.signal("CONT");
      assertEquals(0, worker.exitStatus());
      assertEquals(100_000, aggregator.snapshot().number("c.value"));
      assertEquals(100_000, aggregator.snapshot().number("t.count"));
      assertEquals(0, aggregator.snapshot().number("tapes.workers.lost.value"));
    }
  }

  @Test
  void twoHundredShortWorkers_andAnAggregatorThatIsSlow_addUp() throws Exception {
    try (ChildJvm aggregator = new ChildJvm(AggregatorMain.class, address)) {
      assertEquals("READY", aggregator.readLine());
      AtomicInteger unanswered = new AtomicInteger();
      Thread workers =
          new Thread(
              () ->
                  IntStream.range(0, 200)
                      .parallel()
                      .forEach(
                          i -> {
                            try (DistributedRegistry registry = narrow()) {
                              registry.counter("c").increment(i);
                              registry.histogram("h").record(i);
                              unanswered.addAndGet(registry.close(LONG) ? 0 : 1);
                            }
                          }));
      workers.start();
      while (workers.isAlive()) {
        aggregator.signal("STOP");
        Thread.sleep(20);
        aggregator.signal("CONT");
        Thread.sleep(40);
      }
      assertEquals(0, unanswered.get());
      assertEquals("" + 200 * 199 / 2, aggregator.ask("c.value"));
      assertEquals("200", aggregator.ask("h.count"));
    }
  }

  @Test
  void fiftyWorkersOneAfterAnother_addUp() {
    try (RegistryAggregator aggregator = aggregator()) {
      for (int i = 0; i < 50; i++) {
        try (DistributedRegistry registry = DistributedRegistry.create(address)) {
          registry.connect();
          registry.counter("c").increment(i);
          registry.histogram("h").record(i);
          assertTrue(registry.close(LONG));
        }
        assertEquals(i + 1, aggregator.snapshot().number("h.count"));
      }
      assertEquals(50 * 49 / 2, aggregator.snapshot().number("c.value"));
      assertEquals(0, aggregator.snapshot().number("tapes.workers.value"));
    }
  }

  @Test
  void eightProcessesAtOnce_addUp() throws Exception {
    try (RegistryAggregator aggregator = aggregator()) {
      List<ChildJvm> workers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        workers.add(new ChildJvm(WorkerMain.class, address, "20000", "1"));
      }
      for (ChildJvm worker : workers) {
        assertEquals(0, worker.exitStatus());
        worker.close();
      }
      assertEquals(160_000, aggregator.snapshot().number("c.value"));
      assertEquals(160_000, aggregator.snapshot().number("t.count"));
    }
  }

  @Test
  void interruptsOfApplicationThreads_disturbNoDelivery() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry registry = narrow()) {
      AtomicBoolean acknowledged = new AtomicBoolean();
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread application =
          new Thread(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  Thread.currentThread().interrupt();
                  registry.counter("c").increment();
                  registry.connect();
                }
                acknowledged.set(registry.close(Duration.ofSeconds(30)));
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      application.start();
      application.join();
      assertTrue(acknowledged.get(), "an interrupt does not end the wait of close()");
      assertTrue(interrupted.get());
      Await.until(
          "the rest",
          () ->
              number(aggregator.snapshot(), "tapes.workers.value") == 0
                  && number(aggregator.snapshot(), "c.value") == 1_000);
    }
  }
}
