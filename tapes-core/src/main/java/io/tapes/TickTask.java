package io.tapes;

import io.tapes.support.LogLimiter;
import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ticks of one registry in the caller's executor. */
final class TickTask implements Runnable {
  private static final LogLimiter LOG = RegistryLog.limited();

  private final WeakReference<TickTarget> registry;

  /** How this task ends; unknown to the first run, perhaps. */
  private volatile @Nullable Future<?> ticks;

  private TickTask(TickTarget registry) {
    this.registry = new WeakReference<>(registry);
  }

  static void schedule(TickTarget registry, ScheduledExecutorService executor) {
    long untilTick = Ticker.untilTick(registry.clock().nanoTime());
    try {
      TickTask task = new TickTask(registry);
      task.ticks =
          executor.scheduleAtFixedRate(task, untilTick, TickPhase.TICK_NANOS, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.warn(
          "the executor for the ticks of a registry takes no tasks; its rates and recent figures"
              + " are only as good as it is read often",
          e);
    }
  }

  @Override
  public void run() {
    TickTarget known = registry.get();
    Future<?> own = ticks;
    if (known != null) {
      Ticker.tick(known);
    } else if (own != null) {
      own.cancel(false);
    }
  }
}
