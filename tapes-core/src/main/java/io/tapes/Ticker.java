package io.tapes;

import io.tapes.support.LogLimiter;
import io.tapes.support.WeakLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ticks for all registries with the system's clock, in one daemon thread. */
final class Ticker implements Supplier<@Nullable Long> {
  static final Ticker OF_THE_JVM =
      new Ticker(Clock.SYSTEM, ticker -> WeakLoop.start("tapes-ticker", ticker));

  private static final LogLimiter LOG = RegistryLog.limited();

  /** Made before it is needed: it is, where no memory is left. */
  private static final Long AGAIN_MILLIS = 1_000L;

  private final Clock clock;
  private final Consumer<Ticker> thread;
  private final List<WeakReference<TickTarget>> registries = new ArrayList<>();
  private boolean running;
  private long lastTick;

  /**
   * For registries with one clock.
   *
   * @param thread starts to call {@link #get}, until that returns null
   */
  Ticker(Clock clock, Consumer<Ticker> thread) {
    this.clock = clock;
    this.thread = thread;
  }

  /** Ticks for a registry until it is no longer reachable. */
  synchronized void add(TickTarget registry) {
    registries.add(new WeakReference<>(registry));
    if (!running) {
      running = true;
      lastTick = number(clock.nanoTime());
      thread.accept(this);
    }
  }

  /**
   * Does what is due, and says for how many milliseconds to wait; null for the end. What fails, on
   * a full heap for instance, is tried again: ticks that are late are made up for.
   */
  @Override
  public @Nullable Long get() {
    try {
      return tickIfDue();
    } catch (Throwable e) {
      return AGAIN_MILLIS;
    }
  }

  private @Nullable Long tickIfDue() {
    List<TickTarget> living = living();
    if (living.isEmpty()) {
      return null;
    }
    long tick = number(clock.nanoTime());
    if (tick != lastTick) {
      lastTick = tick;
      living.forEach(Ticker::tick);
    }
    return 1 + untilTick(clock.nanoTime()) / 1_000_000;
  }

  private synchronized List<TickTarget> living() {
    registries.removeIf(reference -> reference.get() == null);
    List<TickTarget> living = new ArrayList<>();
    for (WeakReference<TickTarget> reference : registries) {
      TickTarget registry = reference.get();
      if (registry != null) {
        living.add(registry);
      }
    }
    running = !living.isEmpty();
    return living;
  }

  /** Ticks for one registry; whatever happens, the others have their turn, and so has the next. */
  static void tick(TickTarget registry) {
    try {
      registry.tick();
    } catch (Throwable e) {
      warn(registry, e);
    }
  }

  private static void warn(TickTarget registry, Throwable failure) {
    try {
      String what = LogLimiter.describe(failure);
      LOG.warn("a tick of " + registry.getClass() + " failed with " + what, failure);
    } catch (Throwable e) {
      // There is no memory for words either.
    }
  }

  private static long number(long nanos) {
    return Math.floorDiv(nanos, TickPhase.TICK_NANOS);
  }

  static long untilTick(long nanos) {
    return TickPhase.TICK_NANOS - Math.floorMod(nanos, TickPhase.TICK_NANOS);
  }
}
