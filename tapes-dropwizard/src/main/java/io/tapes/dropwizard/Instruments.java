package io.tapes.dropwizard;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import io.tapes.Instrument;
import io.tapes.MetricBuilder;
import io.tapes.OptionalGaugeSupplier;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.support.ForeignNames;
import io.tapes.support.LogLimiter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Makes the metrics that are instruments of a Tapes registry, and ends them; any thread. */
final class Instruments {
  private static final String REFUSED = "tapes.bridge.refused";

  private final Registry registry;

  /** Has what the registry refuses: Dropwizard's own reporters go on showing that. */
  private final Registry aside;

  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(TapesMetricRegistry.class));

  Instruments(Registry registry) {
    this.registry = registry;
    this.aside = Registry.builder().clock(registry.clock()).build();
  }

  TapesCounter counter(String name) {
    return make(
        name,
        MetricBuilder::upDownCounter,
        (home, made) -> new TapesCounter(new Binding(home, name, made), made));
  }

  TapesMeter meter(String name) {
    return make(
        name,
        MetricBuilder::meter,
        (home, made) -> new TapesMeter(new Binding(home, name, made), made));
  }

  TapesHistogram histogram(String name) {
    return make(
        name,
        MetricBuilder::histogram,
        (home, made) -> new TapesHistogram(new Binding(home, name, made), made));
  }

  TapesTimer timer(String name) {
    return make(
        name,
        MetricBuilder::timer,
        (home, made) -> new TapesTimer(new Binding(home, name, made), made));
  }

  /** The gauge that asks one of Dropwizard's. */
  Instrument gauge(String name, Gauge<?> gauge) {
    OptionalGaugeSupplier source = () -> GaugeNumbers.of(gauge);
    return make(name, builder -> builder.gauge(source), (home, made) -> made);
  }

  private interface Adapter<I, M> {
    M of(Registry home, I made);
  }

  private <I extends Instrument, M> M make(
      String name, Function<MetricBuilder, I> kind, Adapter<I, M> adapter) {
    String dotted = ForeignNames.dotted(name);
    I made;
    try {
      made = kind.apply(registry.metric(dotted).besideOtherKinds());
    } catch (IllegalArgumentException e) {
      refuse(dotted, e);
      return adapter.of(aside, kind.apply(aside.metric(dotted).besideOtherKinds()));
    }
    return adapter.of(registry, made);
  }

  private void refuse(String name, IllegalArgumentException reason) {
    Registry own = registry.selfMetrics().orElse(registry);
    own.counter(REFUSED, Tags.of("bridge", "dropwizard")).increment();
    log.warn("'" + name + "' is shown by Dropwizard alone: " + reason.getMessage(), reason);
  }

  /** Whether a metric was made here, for that name. */
  boolean made(String name, Metric metric) {
    if (!(metric instanceof Bound bound)) {
      return false;
    }
    Binding binding = bound.binding();
    return (binding.home() == registry || binding.home() == aside) && binding.name().equals(name);
  }

  void end(Bound metric) {
    end(metric.binding().home(), metric.binding().instrument());
  }

  /** Removes an instrument, unless it is one that all beyond the limit share. */
  void end(Registry home, Instrument instrument) {
    if (instrument.id().tags().value("tapes.overflow").isEmpty()) {
      home.remove(instrument);
    }
  }

  /** Ends what was made for a name that another metric has. */
  void discard(Metric metric, @Nullable Metric holder) {
    if (metric instanceof Bound made
        && !(holder instanceof Bound other
            && other.binding().instrument() == made.binding().instrument())) {
      end(made);
    }
  }
}
