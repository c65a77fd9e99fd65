package io.tapes.benchmarks;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Prometheus client_java; data points are looked up beforehand, but for {@link #labelled}. */
@State(Scope.Benchmark)
public class ClientJavaState {
  final Counter labelled = Counter.builder().name("http").labelNames("method", "status").build();
  final CounterDataPoint counter = Counter.builder().name("jobs").build();
  final DistributionDataPoint classic = Histogram.builder().name("classic").classicOnly().build();
  final DistributionDataPoint nativeOnly = Histogram.builder().name("native").nativeOnly().build();
  final DistributionDataPoint both = Histogram.builder().name("both").build();
  final DistributionDataPoint summary =
      Summary.builder()
          .name("summary")
          .quantile(0.5)
          .quantile(0.95)
          .quantile(0.99)
          .quantile(0.999)
          .build();
}
