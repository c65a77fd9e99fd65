package io.tapes.prometheus.client;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tapes.MetricSource;
import io.tapes.Series;
import java.util.function.Consumer;

/**
 * Takes the metrics of a registry of client_java's into a Tapes registry, where they add up over
 * processes if that is a distributed one.
 *
 * <p>Counters are counters of doubles, gauges and metrics of unknown type gauges; infos and state
 * sets are what they are. Histograms, classic and native, are histograms of doubles whose buckets
 * are merged one by one, with the classic bounds as bounds. Of a summary there are count and sum,
 * which add up, and its quantiles as gauges {@code NAME_quantile}, of which the largest of all
 * processes is shown. Gauge histograms are left out. Help texts, units and the time since when
 * something counts are taken over.
 *
 * <p>A collector that throws makes the whole registry fail, as it does for client_java; that is
 * counted in {@code tapes.source.errors}. Any thread may use a source.
 */
public final class PrometheusRegistrySource implements MetricSource {
  private final PrometheusRegistry metrics;
  private final FamilyReader reader = new FamilyReader();

  private PrometheusRegistrySource(PrometheusRegistry metrics) {
    this.metrics = metrics;
  }

  /**
   * Creates a source of all metrics that a registry has whenever it is read.
   *
   * @param metrics such as {@code PrometheusRegistry.defaultRegistry}
   * @return a source for one Tapes registry
   */
  public static PrometheusRegistrySource of(PrometheusRegistry metrics) {
    return new PrometheusRegistrySource(metrics);
  }

  /** One reading at a time: what came in between is told by the order of the readings. */
  @Override
  public synchronized void collect(Consumer<Series> out) {
    for (MetricSnapshot family : metrics.scrape()) {
      reader.read(family, out);
    }
    reader.endReading();
  }

  @Override
  public String toString() {
    return "PrometheusRegistrySource";
  }
}
