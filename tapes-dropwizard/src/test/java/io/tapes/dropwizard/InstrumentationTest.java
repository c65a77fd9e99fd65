package io.tapes.dropwizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.InstrumentedExecutorService;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jvm.GarbageCollectorMetricSet;
import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import com.codahale.metrics.jvm.ThreadStatesGaugeSet;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tapes.Registry;
import io.tapes.Snapshot;
import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is instrumented for Dropwizard stands in Tapes. */
class InstrumentationTest {
  private final Registry registry = Registry.create();
  private final MetricRegistry metrics = new TapesMetricRegistry(registry);

  @Test
  void setsOfTheJvm_areGaugesOfTapes() {
    metrics.registerAll("jvm.memory", new MemoryUsageGaugeSet());
    metrics.registerAll("jvm.gc", new GarbageCollectorMetricSet());
    metrics.registerAll("jvm.threads", new ThreadStatesGaugeSet());

    Snapshot snapshot = registry.snapshot();
    assertTrue(snapshot.number("jvm.memory.heap.used.value") > 0);
    assertTrue(snapshot.number("jvm.threads.count.value") > 0);
    long numbers =
        metrics.getGauges().values().stream()
            .filter(gauge -> gauge.getValue() instanceof Number)
            .count();
    assertEquals(numbers, snapshot.series().size(), "all but the texts and lists");
  }

  @Test
  void aPoolOfConnections_isMeasuredInTapes() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:pool");
    config.setPoolName("pool");
    config.setMaximumPoolSize(2);
    config.setMetricRegistry(metrics);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (int i = 0; i < 10; i++) {
        try (Connection connection = pool.getConnection()) {
          assertTrue(connection.isValid(10));
        }
      }
      Snapshot snapshot = registry.snapshot();
      assertEquals(10, snapshot.number("pool.pool.Wait.count"));
      assertEquals(10, snapshot.number("pool.pool.Usage.count"));
      assertEquals(0, snapshot.number("pool.pool.ActiveConnections.value"));
    }
  }

  @Test
  void anInstrumentedExecutor_countsInTapes() throws Exception {
    ExecutorService executor =
        new InstrumentedExecutorService(Executors.newFixedThreadPool(2), metrics, "pool");
    for (int i = 0; i < 100; i++) {
      executor.execute(() -> {});
    }
    executor.shutdown();
    assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));

    Snapshot snapshot = registry.snapshot();
    assertEquals(100, snapshot.number("pool.submitted.count"));
    assertEquals(100, snapshot.number("pool.completed.count"));
    assertEquals(0, snapshot.number("pool.running.value"));
    assertEquals(100, snapshot.number("pool.duration.count"));
  }
}
