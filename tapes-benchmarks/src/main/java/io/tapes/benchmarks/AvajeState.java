package io.tapes.benchmarks;

import io.avaje.metrics.Counter;
import io.avaje.metrics.Meter;
import io.avaje.metrics.MetricRegistry;
import io.avaje.metrics.Metrics;
import io.avaje.metrics.Timer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** avaje-metrics: count, total and maximum; with bucket ranges one such triple each. */
@State(Scope.Benchmark)
public class AvajeState {
  final MetricRegistry registry = Metrics.createRegistry();
  final Counter counter = registry.counter("jobs.done");
  final Meter meter = registry.meter("payload.bytes");
  final Timer timer = registry.timer("latency");
  final Timer bucketTimer = registry.timer("latency.buckets", 5, 10, 20, 50, 100);
}
