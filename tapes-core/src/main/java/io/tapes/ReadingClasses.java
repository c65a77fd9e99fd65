package io.tapes;

import io.tapes.distribution.Distribution;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Initialises the classes that recording and reading need, before any code of the user's runs. */
final class ReadingClasses {
  /*
   * A class whose initialisation fails, because the stack is full or there is no memory, can never
   * be used again in that JVM, and which classes a user's recursion is the first to need is a
   * matter of chance. So all of them are used once, for a registry that is not handed out.
   */
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private ReadingClasses() {}

  /** Initialises them, the first time that it is called. */
  static void initialiseOnce() {
    if (!DONE.get() && DONE.compareAndSet(false, true)) {
      initialise();
    }
  }

  private static void initialise() {
    try {
      ManualClock clock = new ManualClock();
      Registry registry =
          new RegistryBuilder().clock(clock).commonTags(Tags.of("common", "tag")).build();
      Snapshot before = registry.snapshot();
      for (int round = 1; round <= 3; round++) {
        record(registry.scope("scope").tagged(Tags.of("key", "value")), round);
        clock.advance(Duration.ofMinutes(1));
        Snapshot now = registry.snapshot();
        now.minus(before).plus(before).toMap();
        before = now;
      }
      before.number("scope.counter.{common=tag,key=value}.value");
    } catch (Throwable e) {
      // They are initialised when they are needed, as they would be without this.
    }
  }

  private static void record(Registry registry, int amount) {
    registry.counter("counter").increment(amount);
    registry.counter("counter").decrement(amount);
    registry.metric("double.counter").doubleCounter().add(amount + 0.1);
    registry.metric("up.down").upDownCounter().add(-amount);
    registry.meter("meter").mark(amount);
    registry.gauge("gauge").set(amount);
    registry.histogram("histogram").record(amount);
    registry.histogram("histogram").merge(Distribution.empty());
    registry.timer("timer").record(Duration.ofMillis(amount));
    registry.timer("timer").start().close();
  }
}
