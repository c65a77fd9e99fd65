package io.tapes.benchmarks;

import io.tapes.benchmarks.shared.Values;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the ratios are measured in: L is {@link #longAdder}, N is {@link #nanoTimeTwice}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BaselineBenchmark {
  /** The floor. */
  @State(Scope.Benchmark)
  public static class Adders {
    final AtomicLong atomic = new AtomicLong();
    final LongAdder adder = new LongAdder();
  }

  @Benchmark
  public void longAdder(Adders state) {
    state.adder.increment();
  }

  /** The same with the values that a histogram records. */
  @Benchmark
  public void longAdderOfValues(Adders state, Values values) {
    state.adder.add(values.nanos());
  }

  @Benchmark
  public void atomicLong(Adders state) {
    state.atomic.incrementAndGet();
  }

  @Benchmark
  public long nanoTime() {
    return System.nanoTime();
  }

  @Benchmark
  public long nanoTimeTwice() {
    long start = System.nanoTime();
    return System.nanoTime() - start;
  }

  /** The harness itself: drawing a value. */
  @Benchmark
  public long harness(Values values) {
    return values.nanos();
  }
}
