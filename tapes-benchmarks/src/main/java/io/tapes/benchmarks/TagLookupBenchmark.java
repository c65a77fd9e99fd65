package io.tapes.benchmarks;

import io.opentelemetry.api.common.Attributes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.tapes.Counter;
import io.tapes.Tags;
import io.tapes.benchmarks.shared.OpenTelemetryState;
import io.tapes.benchmarks.shared.Values;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Looking a counter up by its name and two tags, built for each event; 32 combinations. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TagLookupBenchmark {
  private static final String NAME = "http.requests";
  private static final String[] METHODS = {"GET", "PUT", "POST", "DELETE"};
  private static final String[] STATUSES = {"200", "201", "204", "304", "400", "404", "500", "503"};

  private static String method(int index) {
    return METHODS[index & 3];
  }

  private static String status(int index) {
    return STATUSES[(index >> 2) & 7];
  }

  @Benchmark
  public Counter tapes(TapesState state, Values values) {
    int i = values.index();
    return state.registry.counter(NAME, Tags.of("method", method(i), "status", status(i)));
  }

  @Benchmark
  public io.micrometer.core.instrument.Counter micrometer(MicrometerState state, Values values) {
    int i = values.index();
    return state.registry.counter(NAME, "method", method(i), "status", status(i));
  }

  @Benchmark
  public CounterDataPoint clientJava(ClientJavaState state, Values values) {
    int i = values.index();
    return state.labelled.labelValues(method(i), status(i));
  }

  /** Includes the increment: this API has no look-up on its own. */
  @Benchmark
  public void openTelemetry(OpenTelemetryState state, Values values) {
    int i = values.index();
    state.labelled.add(
        1,
        Attributes.of(OpenTelemetryState.METHOD, method(i), OpenTelemetryState.STATUS, status(i)));
  }

  @Benchmark
  public com.netflix.spectator.api.Counter spectator(SpectatorState state, Values values) {
    int i = values.index();
    return state.registry.counter(NAME, "method", method(i), "status", status(i));
  }

  @Benchmark
  public io.avaje.metrics.Counter avaje(AvajeState state, Values values) {
    int i = values.index();
    return state.registry.counter(
        NAME, io.avaje.metrics.Tags.of("method", method(i), "status", status(i)));
  }
}
