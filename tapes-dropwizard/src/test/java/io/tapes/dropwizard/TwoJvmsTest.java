package io.tapes.dropwizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.tapes.Snapshot;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.ForkedJvm;
import io.tapes.distributed.RegistryAggregator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several JVMs record through Dropwizard adds up to the unit, also when one is killed. */
class TwoJvmsTest {
  private static final int RECORDS = 20_000;

  /** Arguments: address, folder of black boxes. Records, says so, and waits to be killed. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] args) throws InterruptedException {
      DistributedRegistry registry =
          DistributedRegistry.builder()
              .address(args[0])
              .blackBoxFolder(Path.of(args[1]))
              .flushInterval(Duration.ofMillis(20))
              .build();
      registry.connect();
      MetricRegistry metrics = new TapesMetricRegistry(registry);
      MetricRegistry legacy = new MetricRegistry();
      registry.register(MetricRegistrySource.of(legacy));
      Meter meter = metrics.meter("m");
      Histogram histogram = metrics.histogram("h");
      Timer timer = metrics.timer("t");
      for (int i = 1; i <= RECORDS; i++) {
        metrics.counter("c").inc(3);
        metrics.counter("c").dec();
        meter.mark();
        histogram.update(-i);
        timer.update(i, TimeUnit.MICROSECONDS);
      }
      if (args.length > 2) {
        legacy.counter("legacy.c").inc(RECORDS);
        legacy.timer("legacy.t").update(1, TimeUnit.SECONDS);
        registry.close();
        return;
      }
      System.out.println("DONE");
      Thread.currentThread().join();
    }
  }

  @Test
  void twoKilledJvms_andOneThatEnds_addUp(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("a.ipc");
    Path boxes = folder.resolve("boxes");
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder()
            .address(address)
            .blackBoxFolder(boxes)
            .heartbeatTimeout(Duration.ofSeconds(3))
            .build()
            .start()) {
      List<ForkedJvm> killed = new ArrayList<>();
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      for (int i = 0; i < 2; i++) {
        killed.add(
            ForkedJvm.builder(Worker.class).args(address, boxes.toString()).output(said).start());
      }
      await(() -> said.toString(StandardCharsets.UTF_8).lines().count() == 2);
      for (ForkedJvm jvm : killed) {
        ProcessHandle.of(jvm.pid()).orElseThrow().destroyForcibly();
      }
      try (ForkedJvm ends =
          ForkedJvm.builder(Worker.class).args(address, boxes.toString(), "end").start()) {
        assertEquals(0, ends.waitFor());
      }

      await(() -> number(aggregator.snapshot(), "t.count") == 3 * RECORDS);
      await(() -> number(aggregator.snapshot(), "c.value") == 3 * RECORDS * 2);
      Snapshot all = aggregator.snapshot();
      assertEquals(3 * RECORDS, all.number("m.count"));
      assertEquals(3 * RECORDS, all.number("h.count"));
      assertEquals(-RECORDS, all.number("h.min"));
      assertEquals(RECORDS, all.number("legacy.c.value"));
      assertEquals(1, all.number("legacy.t.count"));
      for (ForkedJvm jvm : killed) {
        assertTrue(jvm.waitFor(Duration.ofSeconds(30)));
        jvm.close();
      }
    }
  }

  private static double number(Snapshot snapshot, String path) {
    return snapshot.at(path).map(number -> ((Number) number).doubleValue()).orElse(-1.0);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < 60_000_000_000L, "not within a minute");
      Thread.sleep(10);
    }
  }
}
