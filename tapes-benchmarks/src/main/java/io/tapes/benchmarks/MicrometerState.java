package io.tapes.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Micrometer: plain, with histogram buckets, with client-side percentiles. */
@State(Scope.Benchmark)
public class MicrometerState {
  static final double[] PERCENTILES = {0.5, 0.95, 0.99, 0.999};

  final MeterRegistry registry = new SimpleMeterRegistry();
  final Counter counter = registry.counter("jobs.done");
  final DistributionSummary summary = registry.summary("payload.bytes");
  final DistributionSummary summaryPercentiles =
      DistributionSummary.builder("payload.percentiles")
          .publishPercentiles(PERCENTILES)
          .register(registry);
  final Timer timer = registry.timer("latency");
  final Timer timerHistogram =
      Timer.builder("latency.histogram").publishPercentileHistogram().register(registry);
  final Timer timerPercentiles =
      Timer.builder("latency.percentiles").publishPercentiles(PERCENTILES).register(registry);
}
