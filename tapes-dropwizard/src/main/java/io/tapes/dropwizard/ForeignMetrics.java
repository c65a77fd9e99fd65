package io.tapes.dropwizard;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import io.tapes.Instrument;
import io.tapes.MetricSource;
import io.tapes.Registry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The metrics in a {@link TapesMetricRegistry} that others have made; any thread. */
final class ForeignMetrics {
  /*
   * A gauge is foreign code that may hang, so each is a source of its own, which Tapes leaves out
   * alone. The others only read numbers of theirs, all of them in one source.
   */
  private final Registry registry;
  private final Instruments instruments;
  private final ConcurrentMap<String, Instrument> gauges = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Metric> others = new ConcurrentHashMap<>();
  private final MetricSource source = MetricRegistrySource.of(() -> others);

  ForeignMetrics(Registry registry, Instruments instruments) {
    this.registry = registry;
    this.instruments = instruments;
  }

  void add(String name, Metric metric) {
    if (metric instanceof Gauge<?> gauge) {
      gauges.put(name, instruments.gauge(name, gauge));
    } else {
      others.put(name, metric);
      registry.register(source); // the first time only
    }
  }

  void remove(String name, Metric metric) {
    others.remove(name, metric);
    Instrument gauge = metric instanceof Gauge ? gauges.remove(name) : null;
    if (gauge != null) {
      instruments.end(registry, gauge);
    }
  }
}
