package io.tapes.jvm;

import io.tapes.MetricSource;
import io.tapes.Registry;
import io.tapes.Series;
import java.util.List;
import java.util.function.Consumer;

/**
 * The JVM's own figures: memory and its pools, garbage collections, threads by state, classes,
 * buffer pools, and which JVM it is. Each collection is recorded in the timer {@code
 * jvm.gc.collection} while this is registered; the counter {@code jvm.gc.count} has those before as
 * well.
 *
 * <p>Any thread may use an instance.
 */
public final class JvmMetrics implements AutoCloseable {
  private final Registry registry;
  private final GcFigures collections;
  private final MetricSource source = this::collect;
  private final List<Consumer<SeriesSink>> parts;

  private JvmMetrics(Registry registry) {
    this.registry = registry;
    this.collections = new GcFigures();
    this.parts =
        List.of(
            new MemoryFigures()::collect,
            GcFigures::counts,
            new ThreadFigures()::collect,
            RuntimeFigures::collect);
  }

  /**
   * Adds the JVM's metrics to a registry.
   *
   * @param registry where to; a view of one gives them a prefix or tags
   * @return what takes them away again when it is closed
   */
  public static JvmMetrics register(Registry registry) {
    JvmMetrics metrics = new JvmMetrics(registry);
    registry.register(metrics.source);
    return metrics;
  }

  private void collect(Consumer<Series> out) {
    SeriesSink sink = new SeriesSink(out);
    parts.forEach(part -> part.accept(sink));
    collections.timers(out);
  }

  /** Takes them away. A second call does nothing. */
  @Override
  public void close() {
    registry.remove(source);
    collections.close();
  }
}
