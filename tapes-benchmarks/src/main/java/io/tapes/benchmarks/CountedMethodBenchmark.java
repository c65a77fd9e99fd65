package io.tapes.benchmarks;

import io.tapes.Counter;
import io.tapes.Tapes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A method whose calls, or exceptions, are counted because an annotation says so. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CountedMethodBenchmark {
  private static final Counter COUNTER = Tapes.registry().counter("benchmarks.counted.byhand");

  private int number = 42;

  private int work() {
    return 1_000_000 / number;
  }

  /** What the method costs without a metric. */
  @Benchmark
  public int tapesUncounted() {
    return work();
  }

  @Benchmark
  @io.tapes.annotations.Counted("benchmarks.counted.woven")
  public int tapes() {
    return work();
  }

  /** What one writes without annotations. */
  @Benchmark
  public int tapesByHand() {
    COUNTER.increment();
    return work();
  }

  /** It could throw, so that there is something to catch, but does not. */
  @Benchmark
  @io.tapes.annotations.ExceptionMetered("benchmarks.counted.exceptions")
  public int tapesExceptionMetered() {
    return work();
  }

  /** CountedAspect, as Spring applies it. */
  @Benchmark
  public int micrometerSpringAop(SpringAopState state) {
    return state.service.counted(number);
  }
}
