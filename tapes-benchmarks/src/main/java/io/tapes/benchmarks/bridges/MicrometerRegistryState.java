package io.tapes.benchmarks.bridges;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tapes.Registry;
import io.tapes.micrometer.TapesMeterRegistry;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Micrometer's meters, of its own registry for Prometheus or of the bridge. */
@State(Scope.Benchmark)
public class MicrometerRegistryState {
  /** Which registry. */
  public enum Kind {
    /** Micrometer's for Prometheus. */
    PROMETHEUS,
    /** The bridge. */
    TAPES
  }

  @Param Kind registry = Kind.TAPES;

  @SuppressWarnings("NullAway") // made before each trial
  Counter counter;

  @SuppressWarnings("NullAway") // made before each trial
  Timer timer;

  @SuppressWarnings("NullAway") // made before each trial
  Timer histogram;

  @SuppressWarnings("NullAway") // made before each trial
  DistributionSummary summary;

  /** A registry of that kind. */
  public static MeterRegistry of(Kind kind) {
    return switch (kind) {
      case PROMETHEUS -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      case TAPES -> new TapesMeterRegistry(Registry.create());
    };
  }

  /** Makes the meters. */
  @Setup
  public void make() {
    MeterRegistry meters = of(registry);
    counter = meters.counter("jobs.done");
    timer = meters.timer("latency");
    histogram = Timer.builder("latency.histogram").publishPercentileHistogram().register(meters);
    summary = meters.summary("payload");
  }
}
