package io.tapes.benchmarks;

import io.tapes.benchmarks.shared.OpenTelemetryState;
import io.tapes.benchmarks.shared.Values;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Recording a duration that was measured elsewhere. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerRecordBenchmark {
  @Benchmark
  public void tapes(TapesState state, Values values) {
    state.timer.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void dropwizardOnTapes(DropwizardBridgeState state, Values values) {
    state.timer.update(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void dropwizardDecaying(DropwizardState state, Values values) {
    state.decayingTimer.update(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void dropwizardLockFree(DropwizardState state, Values values) {
    state.lockFreeTimer.update(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void micrometer(MicrometerState state, Values values) {
    state.timer.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void micrometerHistogram(MicrometerState state, Values values) {
    state.timerHistogram.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void micrometerPercentiles(MicrometerState state, Values values) {
    state.timerPercentiles.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void clientJavaClassic(ClientJavaState state, Values values) {
    state.classic.observe(values.seconds());
  }

  @Benchmark
  public void clientJavaNative(ClientJavaState state, Values values) {
    state.nativeOnly.observe(values.seconds());
  }

  @Benchmark
  public void openTelemetryExplicit(OpenTelemetryState state, Values values) {
    state.explicit.record(values.millis());
  }

  @Benchmark
  public void openTelemetryExponential(OpenTelemetryState state, Values values) {
    state.exponential.record(values.millis());
  }

  @Benchmark
  public void spectator(SpectatorState state, Values values) {
    state.timer.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void spectatorPercentile(SpectatorState state, Values values) {
    state.percentileTimer.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void avaje(AvajeState state, Values values) {
    state.timer.addEventDuration(true, values.nanos());
  }

  @Benchmark
  public void avajeBuckets(AvajeState state, Values values) {
    state.bucketTimer.addEventDuration(true, values.nanos());
  }

  @Benchmark
  public void recorder2(SketchState state, Values values) {
    state.recorder2.recordValue(values.nanos());
  }
}
