package io.tapes.benchmarks;

import io.tapes.Tapes;
import io.tapes.Timer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A method that is timed because an annotation says so. Its class is woven when it is compiled. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class TimedMethodBenchmark {
  private static final Timer TIMER = Tapes.registry().timer("benchmarks.timed.byhand");

  private int number = 42;

  private int work() {
    return number * 31;
  }

  /** What the method costs without a timer, to be subtracted. */
  @Benchmark
  public int tapesUntimed() {
    return work();
  }

  @Benchmark
  @io.tapes.annotations.Timed("benchmarks.timed.woven")
  public int tapes() {
    return work();
  }

  /** What one writes without annotations. */
  @Benchmark
  public int tapesByHand() {
    long start = TIMER.startNanos();
    try {
      return work();
    } finally {
      TIMER.recordSince(start);
    }
  }

  /** TimedAspect, as Spring applies it. */
  @Benchmark
  public int micrometerSpringAop(SpringAopState state) {
    return state.service.timed(number);
  }

  /** What its enhancer writes: a clock reading at the entry, one call at the exit. */
  @Benchmark
  public int avajeByHand(AvajeState state) {
    long start = System.nanoTime();
    try {
      int result = work();
      state.timer.addEventSince(true, start);
      return result;
    } catch (RuntimeException e) {
      state.timer.addEventSince(false, start);
      throw e;
    }
  }
}
