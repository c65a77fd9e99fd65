package io.tapes.benchmarks.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tapes.Registry;
import io.tapes.reporters.http.HttpReporter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Serves 1,000 series with data at {@code /metrics} until it is killed: 600 counters, 200 gauges,
 * and 200 timers as classic histograms. Prints its address when it listens.
 *
 * <p>client_java is served by its own exporter. Micrometer has none: its registry is one of
 * client_java's and is served by the same exporter, which is what its users do.
 */
public final class Endpoint {
  private static final int COUNTERS = 600;
  private static final int GAUGES = 200;
  private static final int TIMERS = 200;
  private static final int RECORDS = 1_000;

  /** As the classic bounds of the other two. */
  private static final Duration[] BOUNDS =
      java.util.stream.IntStream.of(
              5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private Endpoint() {}

  /**
   * Serves.
   *
   * @param args {@code tapes}, {@code client_java} or {@code micrometer}
   * @throws IOException if no port is free
   */
  public static void main(String... args) throws IOException {
    URI uri =
        switch (args[0]) {
          case "tapes" -> tapes();
          case "client_java" -> clientJava();
          case "micrometer" -> micrometer();
          default -> throw new IllegalArgumentException("unknown endpoint '" + args[0] + "'");
        };
    // A server's own threads may be daemons, as ours are and client_java's.
    new Thread(Endpoint::sleep, "endpoint").start();
    System.out.println(uri);
  }

  private static long[] durations() {
    Random random = new Random(5);
    long[] nanos = new long[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      nanos[i] = (long) Math.exp(16 + 1.2 * random.nextGaussian());
    }
    return nanos;
  }

  private static URI tapes() {
    Registry registry = Registry.create();
    for (int i = 0; i < COUNTERS; i++) {
      registry.counter("service.requests." + i).increment(i);
    }
    for (int i = 0; i < GAUGES; i++) {
      registry.gauge("service.level." + i).set(i + 0.5);
    }
    for (int i = 0; i < TIMERS; i++) {
      io.tapes.Timer timer = registry.timer("service.latency." + i);
      for (long nanos : durations()) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
    }
    HttpReporter server = HttpReporter.builder(registry).port(0).build().start();
    return server.uri().resolve("/metrics");
  }

  private static void sleep() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI clientJava() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    for (int i = 0; i < COUNTERS; i++) {
      Counter.builder().name("service_requests_" + i).register(registry).inc(i);
    }
    for (int i = 0; i < GAUGES; i++) {
      io.prometheus.metrics.core.metrics.Gauge.builder()
          .name("service_level_" + i)
          .register(registry)
          .set(i + 0.5);
    }
    for (int i = 0; i < TIMERS; i++) {
      Histogram timer =
          Histogram.builder().name("service_latency_" + i + "_seconds").register(registry);
      for (long nanos : durations()) {
        timer.observe(nanos / 1e9);
      }
    }
    return serve(registry);
  }

  private static URI micrometer() throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    for (int i = 0; i < COUNTERS; i++) {
      registry.counter("service.requests." + i).increment(i);
    }
    for (int i = 0; i < GAUGES; i++) {
      double value = i + 0.5;
      Gauge.builder("service.level." + i, () -> value).register(registry);
    }
    for (int i = 0; i < TIMERS; i++) {
      Timer timer =
          Timer.builder("service.latency." + i).serviceLevelObjectives(BOUNDS).register(registry);
      for (long nanos : durations()) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
    }
    return serve(registry.getPrometheusRegistry());
  }

  private static URI serve(PrometheusRegistry registry) throws IOException {
    HTTPServer server =
        HTTPServer.builder().hostname("127.0.0.1").port(0).registry(registry).buildAndStart();
    return URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
  }
}
