package io.tapes.jvm;

import io.tapes.MetricSource;
import io.tapes.Registry;
import java.util.List;
import java.util.function.Consumer;

/**
 * The JVM's own figures: memory and its pools, garbage collections, threads by state, classes,
 * buffer pools, and which JVM it is. Each collection is recorded in the timer {@code
 * jvm.gc.collection} while this is registered; the counter {@code jvm.gc.count} has those before as
 * well. All but that timer, and what was allocated by the last collection, are asked for every four
 * seconds at most; snapshots in between show the last figures.
 *
 * <p>Any thread may use an instance.
 */
public final class JvmMetrics implements AutoCloseable {
  private final Registry registry;
  private final GcFigures collections;
  private final List<MetricSource> sources;

  private JvmMetrics(Registry registry, JvmNames names) {
    this.registry = registry;
    this.collections = new GcFigures(names);
    Consumer<SeriesSink> all = names == JvmNames.MICROMETER ? micrometer() : prometheus();
    // Each collection counts, the last one before the end too: these are asked for every snapshot.
    MetricSource recorded = collections::recorded;
    this.sources = List.of(new FigureSource("of the JVM", all), recorded);
  }

  private static Consumer<SeriesSink> micrometer() {
    return new MicrometerFigures()::collect;
  }

  private static Consumer<SeriesSink> prometheus() {
    MemoryFigures memory = new MemoryFigures();
    ThreadFigures threads = new ThreadFigures();
    return sink -> {
      memory.collect(sink);
      GcFigures.counts(sink);
      threads.collect(sink);
      RuntimeFigures.collect(sink);
    };
  }

  /**
   * Adds the JVM's metrics to a registry, under the names of Prometheus' Java client.
   *
   * @param registry where to; a view of one gives them a prefix or tags
   * @return what takes them away again when it is closed
   */
  public static JvmMetrics register(Registry registry) {
    return register(registry, JvmNames.PROMETHEUS);
  }

  /**
   * Adds the JVM's metrics to a registry.
   *
   * @param registry where to; a view of one gives them a prefix or tags
   * @param names whose names they have
   * @return what takes them away again when it is closed
   */
  public static JvmMetrics register(Registry registry, JvmNames names) {
    JvmMetrics metrics = new JvmMetrics(registry, names);
    metrics.sources.forEach(registry::register);
    return metrics;
  }

  /** Takes them away. A second call does nothing. */
  @Override
  public void close() {
    sources.forEach(registry::remove);
    collections.close();
  }
}
