package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Garbage;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ticks of registries whose clock runs by itself. */
class TickerTest {
  private static final long SECOND = 1_000_000_000L;

  /** A clock that no registry knows to be moved by hand. */
  private static final class RunningClock implements Clock {
    private long nanos = 1_234 * SECOND;
    private boolean fails;

    @Override
    public long nanoTime() {
      if (fails) {
        throw new OutOfMemoryError("no room for a number");
      }
      return nanos;
    }

    @Override
    public long wallMillis() {
      return nanos / 1_000_000;
    }
  }

  /** Takes tasks and runs none. */
  private static final class Tasks extends ScheduledThreadPoolExecutor {
    private final List<Runnable> periodic = new ArrayList<>();
    private final List<ScheduledFuture<?>> futures = new ArrayList<>();

    private Tasks() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long delay, long period, TimeUnit unit) {
      assertEquals(5 * SECOND, unit.toNanos(period));
      assertEquals(SECOND, unit.toNanos(delay), "to the clock's next five seconds");
      periodic.add(task);
      ScheduledFuture<?> future = schedule(task, 1, TimeUnit.DAYS);
      futures.add(future);
      return future;
    }
  }

  private final RunningClock clock = new RunningClock();
  private final List<Ticker> started = new ArrayList<>();
  private final Ticker ticker = new Ticker(clock, started::add);

  private Registry registry() {
    return Registry.builder()
        .clock(clock)
        .ticking(new Ticking(TickPhase.COMMON, ticker::add))
        .build();
  }

  @Test
  void theFirstInstrumentThatNeedsIt_startsTheThread() {
    Registry registry = registry();
    registry.counter("c").increment();
    registry.gauge("g").set(1);
    assertEquals(0, started.size());
    registry.histogram("h");
    registry.meter("m");
    registry().timer("t");
    assertEquals(1, started.size());
    assertEquals(1_001, ticker.get(), "milliseconds to the next tick, rounded up");
  }

  @Test
  void aFullHeap_makesTicksLate_andEndsNothing() {
    registry().meter("m");
    clock.fails = true;
    assertEquals(1_000, ticker.get(), "milliseconds to the next try");
    assertEquals(1_000, ticker.get());
    clock.fails = false;
    assertEquals(1_001, ticker.get(), "milliseconds to the next tick, rounded up");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void registriesWithTheSystemsClock_haveAThread() {
    Registry registry = Registry.create();
    try {
      registry.meter("m");
      while (!isThere("tapes-ticker")) { // another thread starts it
        Thread.onSpinWait();
      }
    } finally {
      Reference.reachabilityFence(registry);
    }
  }

  private static boolean isThere(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(one -> one.getName().equals(thread));
  }

  @Test
  void withoutReachableRegistries_theThreadEnds_andStartsAgain() throws Exception {
    registry().meter("m");
    assertEquals(1, started.size());
    Garbage.await(() -> ticker.get() == null, "an unreachable registry is still held");
    assertNull(ticker.get());
    Registry next = registry();
    next.meter("m");
    assertEquals(2, started.size());
    assertEquals(1_001, ticker.get());
  }

  /**
   * The thread's ticks are all there is to go by: between them readers see more, but change
   * nothing.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void readersBetweenTicks_changeNoBit(long seed) {
    Random random = new Random(seed);
    Registry read = registry();
    Registry unread = registry();
    for (int step = 0; step < 20_000; step++) {
      int events = random.nextInt(3) * (step / 2_000 % 2);
      for (Registry registry : List.of(read, unread)) {
        registry.meter("m").mark(events);
        for (int i = 0; i < events; i++) {
          registry.timer("t").record(step, TimeUnit.MILLISECONDS);
          registry.histogram("h").record(step % 1_000);
        }
      }
      if (random.nextInt(20) == 0) {
        read.snapshot().toMap();
      }
      clock.nanos += SECOND / 10;
      ticker.get();
    }
    assertEquals(read.getStats(), unread.getStats());
    assertTrue(unread.snapshot().number("m.m15") > 0);
  }

  @Test
  void anExecutor_ticksInPlaceOfTheThread_andForgetsARegistryThatIsGone() throws Exception {
    try (Closing closing = new Closing(new Tasks())) {
      Tasks tasks = closing.tasks();
      Registry registry = Registry.builder().clock(clock).ticking(Ticking.by(tasks)).build();
      registry.counter("c").increment();
      assertEquals(0, tasks.periodic.size());
      registry.meter("m").mark(300);
      clock.nanos += SECOND;
      assertEquals(1, tasks.periodic.size());
      for (int tick = 0; tick < 13; tick++) {
        tasks.periodic.get(0).run();
        clock.nanos += 5 * SECOND;
      }
      // Made one second before a tick: the first one is six seconds long.
      assertEquals(50 * Math.exp(-1), registry.snapshot().number("m.m1"), 1e-9);
      WeakReference<Registry> gone = new WeakReference<>(registry);
      registry = null;
      Garbage.await(() -> gone.get() == null, "the task holds its registry");
      tasks.periodic.get(0).run();
      assertTrue(tasks.futures.get(0).isCancelled());
    }
  }

  private record Closing(Tasks tasks) implements AutoCloseable {
    @Override
    public void close() {
      tasks.shutdownNow();
    }
  }

  @Test
  void anExecutorThatIsShutDown_leavesTheTicksToTheReaders() {
    ScheduledThreadPoolExecutor down = new ScheduledThreadPoolExecutor(1);
    down.shutdown();
    Registry registry = Registry.builder().clock(clock).ticking(Ticking.by(down)).build();
    registry.meter("m").mark(60);
    clock.nanos += 6 * SECOND;
    assertEquals(10, registry.snapshot().number("m.m1"), 1e-9);
  }

  @Test
  void aStoppedProcess_isCaughtUpWithAtOnce() {
    Registry registry = registry();
    registry.meter("m").mark(600);
    clock.nanos += SECOND;
    ticker.get();
    clock.nanos += 5 * SECOND;
    ticker.get();
    assertEquals(100, registry.snapshot().number("m.m1"), 1e-9);
    clock.nanos += Duration.ofDays(3).toNanos();
    ticker.get();
    assertEquals(0, registry.snapshot().number("m.m15"));
    assertEquals(600, registry.snapshot().number("m.count"));
  }
}
