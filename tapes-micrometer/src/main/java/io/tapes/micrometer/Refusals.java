package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.tapes.Registry;
import io.tapes.support.LogLimiter;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Meters that the registry cannot take: counted, told and logged. Any thread. */
final class Refusals {
  private static final String REFUSED = "tapes.bridge.refused";

  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(TapesMeterRegistry.class));
  private final Registry registry;
  private final BiConsumer<Meter.Id, String> onRefusal;

  Refusals(Registry registry, BiConsumer<Meter.Id, String> onRefusal) {
    this.registry = registry;
    this.onRefusal = onRefusal;
  }

  /** What the registry takes, or else a meter that does nothing. */
  <M extends Meter> M taken(
      Meter.Id id, Supplier<? extends M> made, Function<Meter.Id, ? extends M> otherwise) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      registry.selfMetrics().orElse(registry).counter(REFUSED).increment();
      log.warn("a meter of Micrometer does nothing: " + reason, e);
      onRefusal.accept(id, reason);
      return otherwise.apply(id);
    }
  }
}
