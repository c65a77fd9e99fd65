package io.tapes.benchmarks.distributed;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Recording in a worker that delivers, beside the same in a plain registry. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DistributedBenchmark {
  /** What is recorded; each thread walks through the values from a place of its own. */
  @State(Scope.Thread)
  public static class Latencies {
    private static final int MASK = (1 << 14) - 1;
    private static final long[] NANOS = io.tapes.benchmarks.shared.Values.latencies(MASK + 1, 42);
    private int next = (int) Thread.currentThread().getId() * 997;

    long next() {
      return NANOS[next++ & MASK];
    }
  }

  @Benchmark
  public void counter(RecordingState state) {
    state.counter.increment();
  }

  @Benchmark
  public void meter(RecordingState state) {
    state.meter.mark();
  }

  @Benchmark
  public void histogram(RecordingState state, Latencies latencies) {
    state.histogram.record(latencies.next());
  }

  @Benchmark
  public void timer(RecordingState state, Latencies latencies) {
    state.timer.record(latencies.next(), TimeUnit.NANOSECONDS);
  }
}
