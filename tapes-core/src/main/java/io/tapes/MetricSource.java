package io.tapes;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Contributes series to every snapshot of a registry: for values that are kept elsewhere, such as
 * those of the JVM, a pool or a library with metrics of its own.
 *
 * <pre>{@code
 * MetricSource pool = out -> {
 *   out.accept(Series.gauge(new SeriesId("pool.active", Tags.empty()), pool.active()));
 * };
 * registry.register(pool);
 * ...
 * registry.remove(pool);
 * }</pre>
 *
 * <p>It is called on threads of the registry's, sometimes by several at once, and the reader of the
 * snapshot waits for it no longer than {@link RegistryBuilder#sourceTimeout}. What it throws is
 * counted in {@code tapes.source.errors} and logged at most once a minute; the series it had given
 * before stay in the snapshot. One that does not answer in time is left out, counted and named in
 * the log, and called again when it has returned. It may read other registries, but not take a
 * snapshot of its own, which would call it again.
 */
@FunctionalInterface
public interface MetricSource {
  /**
   * Gives its series as they are now.
   *
   * @param out takes them, in any order and until this returns; of several with the same name and
   *     tags, the first one counts, and a series of the registry's own before all others
   */
  void collect(Consumer<Series> out);

  /**
   * Returns which metrics it gives, so that a registry can refuse it when it is registered: if
   * another source has described one of the same name and tags, or one of another kind, or the
   * registry has an instrument of that name and tags. Called once; its own tags do not count.
   *
   * @return nothing unless it is overridden: then nothing is refused, and of equal series the first
   *     one counts
   */
  default List<MetricInfo> describe() {
    return List.of();
  }

  /**
   * Returns how long its series stay good, from when they were asked for: a snapshot that is taken
   * sooner shows the last ones, also if they came too late for the one that asked. Called once,
   * when the source is registered.
   *
   * @return at least zero; zero by default, which means that it is called for every snapshot
   */
  default Duration interval() {
    return Duration.ZERO;
  }
}
