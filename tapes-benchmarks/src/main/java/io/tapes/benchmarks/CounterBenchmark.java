package io.tapes.benchmarks;

import io.tapes.benchmarks.shared.OpenTelemetryState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Adding one to a counter. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CounterBenchmark {
  @Benchmark
  public void tapes(TapesState state) {
    state.counter.increment();
  }

  @Benchmark
  public void dropwizardOnTapes(DropwizardBridgeState state) {
    state.counter.inc();
  }

  @Benchmark
  public void dropwizard(DropwizardState state) {
    state.counter.inc();
  }

  @Benchmark
  public void micrometer(MicrometerState state) {
    state.counter.increment();
  }

  @Benchmark
  public void clientJava(ClientJavaState state) {
    state.counter.inc();
  }

  @Benchmark
  public void openTelemetry(OpenTelemetryState state) {
    state.counter.add(1);
  }

  @Benchmark
  public void spectator(SpectatorState state) {
    state.counter.increment();
  }

  @Benchmark
  public void avaje(AvajeState state) {
    state.counter.inc();
  }
}
