package io.tapes.benchmarks;

import io.tapes.benchmarks.shared.OpenTelemetryState;
import io.tapes.benchmarks.shared.Values;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Recording a value into a distribution. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HistogramBenchmark {
  @Benchmark
  public void tapes(TapesState state, Values values) {
    state.histogram.record(values.nanos());
  }

  @Benchmark
  public void dropwizardOnTapes(DropwizardBridgeState state, Values values) {
    state.histogram.update(values.nanos());
  }

  @Benchmark
  public void dropwizardDecaying(DropwizardState state, Values values) {
    state.decaying.update(values.nanos());
  }

  @Benchmark
  public void dropwizardLockFree(DropwizardState state, Values values) {
    state.lockFree.update(values.nanos());
  }

  @Benchmark
  public void dropwizardUniform(DropwizardState state, Values values) {
    state.uniform.update(values.nanos());
  }

  @Benchmark
  public void micrometer(MicrometerState state, Values values) {
    state.summary.record(values.seconds());
  }

  @Benchmark
  public void micrometerPercentiles(MicrometerState state, Values values) {
    state.summaryPercentiles.record(values.seconds());
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
  public void clientJavaBoth(ClientJavaState state, Values values) {
    state.both.observe(values.seconds());
  }

  @Benchmark
  public void clientJavaSummary(ClientJavaState state, Values values) {
    state.summary.observe(values.seconds());
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
    state.summary.record(values.nanos());
  }

  @Benchmark
  public void spectatorPercentile(SpectatorState state, Values values) {
    state.percentileSummary.record(values.nanos());
  }

  @Benchmark
  public void avaje(AvajeState state, Values values) {
    state.meter.addEvent(values.nanos());
  }

  @Benchmark
  public void recorder2(SketchState state, Values values) {
    state.recorder2.recordValue(values.nanos());
  }

  @Benchmark
  public void recorder2Fixed(SketchState state, Values values) {
    state.recorder2Fixed.recordValue(values.nanos());
  }

  @Benchmark
  public void recorder3(SketchState state, Values values) {
    state.recorder3.recordValue(values.nanos());
  }

  @Benchmark
  public void hdrAtomic2(SketchState state, Values values) {
    state.atomic2.recordValue(values.nanos());
  }

  @Benchmark
  public void hdrConcurrent2(SketchState state, Values values) {
    state.concurrent2.recordValue(values.nanos());
  }

  @Benchmark
  public void ddSketch(SketchState state, Values values) {
    state.ddSketch(values.seconds());
  }
}
