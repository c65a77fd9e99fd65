package io.tapes.benchmarks;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.tapes.Registry;
import io.tapes.dropwizard.TapesMetricRegistry;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Dropwizard's metrics that are instruments of Tapes'. */
@State(Scope.Benchmark)
public class DropwizardBridgeState {
  private final MetricRegistry registry = new TapesMetricRegistry(Registry.create());
  final Counter counter = registry.counter("jobs.done");
  final Meter meter = registry.meter("requests");
  final Histogram histogram = registry.histogram("sizes");
  final Timer timer = registry.timer("latency");
}
