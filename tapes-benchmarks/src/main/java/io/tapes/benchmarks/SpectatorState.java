package io.tapes.benchmarks;

import com.netflix.spectator.api.Clock;
import com.netflix.spectator.api.Counter;
import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.DistributionSummary;
import com.netflix.spectator.api.Registry;
import com.netflix.spectator.api.Timer;
import com.netflix.spectator.api.histogram.PercentileDistributionSummary;
import com.netflix.spectator.api.histogram.PercentileTimer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Netflix Spectator with its in-memory registry. */
@State(Scope.Benchmark)
public class SpectatorState {
  final Registry registry = new DefaultRegistry();
  final Clock clock = registry.clock();
  final Counter counter = registry.counter("jobs.done");
  final DistributionSummary summary = registry.distributionSummary("payload.bytes");
  final DistributionSummary percentileSummary =
      PercentileDistributionSummary.get(registry, registry.createId("payload.percentile"));
  final Timer timer = registry.timer("latency");
  final Timer percentileTimer =
      PercentileTimer.get(registry, registry.createId("latency.percentile"));
}
