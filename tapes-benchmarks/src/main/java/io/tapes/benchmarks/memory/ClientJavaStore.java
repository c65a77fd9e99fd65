package io.tapes.benchmarks.memory;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Prometheus client_java: one histogram per name, classic or with native buckets too. */
final class ClientJavaStore implements TimerStore {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final boolean classic;

  ClientJavaStore(boolean classic) {
    this.classic = classic;
  }

  @Override
  public Object root() {
    return registry;
  }

  @Override
  public Recording add(String name) {
    Histogram.Builder builder = Histogram.builder().name(name.replace('.', '_'));
    Histogram histogram = (classic ? builder.classicOnly() : builder).register(registry);
    return nanos -> histogram.observe(nanos / 1e9);
  }

  @Override
  public void snapshot() {
    if (registry.scrape().size() == 0) {
      throw new IllegalStateException("the registry shows no histogram");
    }
  }
}
