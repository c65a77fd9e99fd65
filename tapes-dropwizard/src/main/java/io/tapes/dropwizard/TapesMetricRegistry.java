package io.tapes.dropwizard;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import io.tapes.Registry;

/**
 * A registry of Dropwizard's whose counters, meters, histograms and timers are instruments of a
 * Tapes registry: what is recorded stands there once, and both show it.
 *
 * <p>Counters are up-down counters, the others instruments of their own name. Gauges are asked by
 * Tapes as well, where they answer numbers or booleans. Metrics that other code has made and
 * registers here ({@link #register}, {@link #registerAll}, nested registries) are read as {@link
 * MetricRegistrySource} reads them. A name that Tapes does not take is escaped, one that is too
 * long shortened. Where Tapes has another metric of a name already, that one stays; Dropwizard's is
 * shown by Dropwizard alone, counted in {@code tapes.bridge.refused} and named in the log.
 *
 * <p>A removed metric ends in Tapes, too, with its last value. Any thread may use a registry.
 */
public final class TapesMetricRegistry extends MetricRegistry {
  private final Instruments instruments;
  private final ForeignMetrics foreign;

  /**
   * Creates a registry without metrics.
   *
   * @param registry where everything is recorded
   */
  public TapesMetricRegistry(Registry registry) {
    this.instruments = new Instruments(registry);
    this.foreign = new ForeignMetrics(registry, instruments);
  }

  @Override
  public Counter counter(String name) {
    return counter(name, () -> instruments.counter(name));
  }

  @Override
  public Meter meter(String name) {
    return meter(name, () -> instruments.meter(name));
  }

  @Override
  public Histogram histogram(String name) {
    return histogram(name, () -> instruments.histogram(name));
  }

  @Override
  public Timer timer(String name) {
    return timer(name, () -> instruments.timer(name));
  }

  @Override
  public <T extends Metric> T register(String name, T metric) {
    T registered;
    try {
      registered = super.register(name, metric);
    } catch (IllegalArgumentException e) {
      // The name belongs to another metric, perhaps since a moment ago.
      instruments.discard(metric, getMetrics().get(name));
      throw e;
    }
    if (!(metric instanceof MetricSet) && !instruments.made(name, metric)) {
      foreign.add(name, metric);
    }
    return registered;
  }

  @Override
  public boolean remove(String name) {
    // It ends in Tapes first: a caller that asks for the name once it is free gets another
    // instrument.
    Metric metric = getMetrics().get(name);
    if (metric != null && instruments.made(name, metric)) {
      instruments.end((Bound) metric);
    } else if (metric != null) {
      foreign.remove(name, metric);
    }
    return super.remove(name);
  }
}
