package io.tapes.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Marking one event; of the peers only Dropwizard has rates. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeterBenchmark {
  @Benchmark
  public void tapes(TapesState state) {
    state.meter.mark();
  }

  @Benchmark
  public void dropwizardOnTapes(DropwizardBridgeState state) {
    state.meter.mark();
  }

  @Benchmark
  public void dropwizard(DropwizardState state) {
    state.meter.mark();
  }
}
