package io.tapes.benchmarks;

import io.avaje.metrics.Timer.Event;
import io.tapes.Timer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Timing nothing: start and stop, with the two clock readings that takes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimingBenchmark {
  @Benchmark
  public void tapes(TapesState state) {
    Timer.Timing timing = state.timer.start();
    timing.close();
  }

  @Benchmark
  public void tapesLambda(TapesState state) {
    state.timer.time(() -> {});
  }

  /** Escape analysis cannot help: the timing passes through calls that are not inlined. */
  @Benchmark
  public void tapesNotInlined(TapesState state) {
    close(start(state.timer));
  }

  /** The same calls with a number in place of an object. */
  @Benchmark
  public void tapesNanosNotInlined(TapesState state) {
    close(state.timer, startNanos(state.timer));
  }

  /** What the calls and two clock readings cost without a timer. */
  @Benchmark
  public long callsNotInlined() {
    return sinceNotInlined(nanosNotInlined());
  }

  @Benchmark
  public long dropwizardDecaying(DropwizardState state) {
    return state.decayingTimer.time().stop();
  }

  @Benchmark
  public long dropwizardLockFree(DropwizardState state) {
    return state.lockFreeTimer.time().stop();
  }

  @Benchmark
  public long micrometer(MicrometerState state) {
    return io.micrometer.core.instrument.Timer.start(state.registry).stop(state.timer);
  }

  @Benchmark
  public long micrometerPercentiles(MicrometerState state) {
    return io.micrometer.core.instrument.Timer.start(state.registry).stop(state.timerPercentiles);
  }

  @Benchmark
  public double clientJavaClassic(ClientJavaState state) {
    return state.classic.startTimer().observeDuration();
  }

  @Benchmark
  public double clientJavaNative(ClientJavaState state) {
    return state.nativeOnly.startTimer().observeDuration();
  }

  @Benchmark
  public void spectator(SpectatorState state) {
    long start = state.clock.monotonicTime();
    state.timer.record(state.clock.monotonicTime() - start, TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void avaje(AvajeState state) {
    Event event = state.timer.startEvent();
    event.end();
  }

  @Benchmark
  public void recorder2(SketchState state) {
    long start = System.nanoTime();
    state.recorder2.recordValue(System.nanoTime() - start);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static Timer.Timing start(Timer timer) {
    return timer.start();
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static void close(Timer.Timing timing) {
    timing.close();
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long startNanos(Timer timer) {
    return timer.startNanos();
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static void close(Timer timer, long startNanos) {
    timer.recordSince(startNanos);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long nanosNotInlined() {
    return System.nanoTime();
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long sinceNotInlined(long startNanos) {
    return System.nanoTime() - startNanos;
  }
}
