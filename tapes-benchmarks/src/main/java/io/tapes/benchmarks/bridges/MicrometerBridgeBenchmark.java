package io.tapes.benchmarks.bridges;

import io.tapes.benchmarks.shared.Values;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Recording through Micrometer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MicrometerBridgeBenchmark {
  @Benchmark
  public void counter(MicrometerRegistryState state) {
    state.counter.increment();
  }

  @Benchmark
  public void timer(MicrometerRegistryState state, Values values) {
    state.timer.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void timerWithBuckets(MicrometerRegistryState state, Values values) {
    state.histogram.record(values.nanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void summary(MicrometerRegistryState state, Values values) {
    state.summary.record(values.seconds());
  }
}
