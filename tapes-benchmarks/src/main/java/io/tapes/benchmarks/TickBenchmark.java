package io.tapes.benchmarks;

import io.tapes.Clock;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Ticking;
import io.tapes.Timer;
import io.tapes.benchmarks.shared.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One tick of 10,000 series, as every five seconds: 10 ms are 0.2 % of a core. They are those of a
 * {@link Fleet}, with 2,000 meters and 2,000 timers, and counters and gauges that no tick touches.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TickBenchmark {
  /** Keeps the task that ticks, and never runs it. */
  private static final class Task extends ScheduledThreadPoolExecutor {
    private final List<Runnable> taken = new ArrayList<>();

    private Task() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long delay, long period, TimeUnit unit) {
      taken.add(task);
      return schedule(task, 1, TimeUnit.DAYS);
    }
  }

  /** A clock that is moved by the benchmark, not with its registry's knowledge. */
  private static final class Steps implements Clock {
    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public long wallMillis() {
      return nanos / 1_000_000;
    }
  }

  /** Of which none records before a tick. */
  @State(Scope.Benchmark)
  public static class Idle {
    private final Steps clock = new Steps();
    private final Task task = new Task();
    private final Registry registry =
        Registry.builder().clock(clock).ticking(Ticking.by(task)).build();
    private final List<Meter> meters = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final long[] history = Values.latencies(Fleet.RECORDS, 7);
    private int round;

    @Setup
    public void build() {
      for (int i = 0; i < Fleet.COUNTERS; i++) {
        registry.counter(Fleet.name("count", i)).increment();
      }
      for (int i = 0; i < Fleet.GAUGES; i++) {
        registry.gauge(Fleet.name("level", i)).set(i);
      }
      for (int i = 0; i < Fleet.METERS; i++) {
        meters.add(registry.meter(Fleet.name("rate", i)));
      }
      for (int i = 0; i < Fleet.TIMERS; i++) {
        Timer timer = registry.timer(Fleet.name("latency", i));
        timers.add(timer);
        for (long nanos : history) {
          timer.record(nanos, TimeUnit.NANOSECONDS);
        }
      }
    }

    @Setup(Level.Invocation)
    public void pass() {
      clock.nanos += Duration.ofSeconds(5).toNanos();
    }

    /** One in so many records, others each time. */
    void record(int oneIn) {
      round++;
      for (int i = round % oneIn; i < Fleet.METERS; i += oneIn) {
        meters.get(i).mark();
      }
      for (int i = round % oneIn; i < Fleet.TIMERS; i += oneIn) {
        timers.get(i).record(history[round % Fleet.RECORDS], TimeUnit.NANOSECONDS);
      }
    }

    void tick() {
      task.taken.get(0).run();
    }
  }

  /** Of which a tenth records before each tick. */
  public static class Tenth extends Idle {
    @Setup(Level.Invocation)
    public void record() {
      record(10);
    }
  }

  /** Which all record before each tick. */
  public static class Busy extends Idle {
    @Setup(Level.Invocation)
    public void record() {
      record(1);
    }
  }

  @Benchmark
  public void tapesIdle(Idle fleet) {
    fleet.tick();
  }

  @Benchmark
  public void tapesTenth(Tenth fleet) {
    fleet.tick();
  }

  @Benchmark
  public void tapesAll(Busy fleet) {
    fleet.tick();
  }
}
