package io.tapes.dropwizard;

import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricSet;
import io.tapes.MetricSource;
import io.tapes.Series;
import io.tapes.support.ForeignNames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the metrics of a registry of Dropwizard's into a Tapes registry.
 *
 * <pre>{@code
 * registry.register(MetricRegistrySource.of(SharedMetricRegistries.getOrCreate("legacy")));
 * }</pre>
 *
 * <p>Counts and rates are Dropwizard's own. It keeps a sample of what its histograms and timers
 * recorded: that is what the recent figures describe, and what came since the reading before is
 * taken to be distributed as the sample is now. So counts add up exactly over processes, and
 * quantiles are as good as Dropwizard's. Gauges are read where they answer numbers or booleans. One
 * that throws is left out and counted in {@code tapes.source.errors}; metrics in a {@link
 * TapesMetricRegistry} are read as they are. Any thread may use a source.
 */
public final class MetricRegistrySource implements MetricSource {
  private final MetricSet metrics;
  private final ConcurrentMap<String, Followed> followed = new ConcurrentHashMap<>();

  private MetricRegistrySource(MetricSet metrics) {
    this.metrics = metrics;
  }

  /**
   * Creates a source of all metrics that a registry has whenever it is read.
   *
   * @param metrics such as a {@code MetricRegistry}; sets within a set are left out, as registries
   *     resolve them
   * @return a source for one Tapes registry
   */
  public static MetricRegistrySource of(MetricSet metrics) {
    return new MetricRegistrySource(metrics);
  }

  @Override
  public void collect(Consumer<Series> out) {
    RuntimeException failure = null;
    Map<String, Metric> all = metrics.getMetrics();
    for (Map.Entry<String, Metric> entry : all.entrySet()) {
      String name = entry.getKey();
      Metric metric = entry.getValue();
      Series series;
      try {
        series =
            followed
                .computeIfAbsent(name, absent -> new Followed(ForeignNames.dotted(absent)))
                .read(metric);
      } catch (RuntimeException e) { // of a gauge: it harms no other metric
        failure = e;
        continue;
      }
      give(series, out);
    }
    followed.keySet().retainAll(all.keySet());
    if (failure != null) {
      throw failure;
    }
  }

  private static void give(@Nullable Series series, Consumer<Series> out) {
    if (series != null) {
      out.accept(series);
    }
  }

  @Override
  public String toString() {
    return "MetricRegistrySource[" + metrics.getClass().getSimpleName() + "]";
  }
}
