package io.tapes;

import java.util.function.Consumer;

/**
 * Contributes series to every snapshot of a registry: for values that are kept elsewhere, such as
 * those of the JVM, a pool or a library with metrics of its own.
 *
 * <pre>{@code
 * MetricSource pool = out -> {
 *   out.accept(new Series(new SeriesId("pool.active", Tags.empty()), new GaugeValue(pool.active(), Aggregation.LIVE_SUM)));
 * };
 * registry.register(pool);
 * ...
 * registry.remove(pool);
 * }</pre>
 *
 * <p>It is called by whoever takes a snapshot, sometimes by several threads at once. What it throws
 * is counted in {@code tapes.source.errors} and logged at most once a minute; the series it had
 * given before stay in the snapshot.
 */
@FunctionalInterface
public interface MetricSource {
  /**
   * Gives its series as they are now.
   *
   * @param out takes them, in any order; of several with the same name and tags, the first one
   *     counts, and a series of the registry's own before all others
   */
  void collect(Consumer<Series> out);
}
