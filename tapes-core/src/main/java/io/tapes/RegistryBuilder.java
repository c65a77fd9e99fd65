package io.tapes;

import io.tapes.sources.SourceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a new registry. One thread at a time may use a builder. */
public final class RegistryBuilder {
  private static final Duration EXEMPLARS_INTERVAL = Duration.ofMillis(100);

  private Clock clock = Clock.SYSTEM;
  private Ticking ticking = Ticking.byThread();
  private int maxSeries = 100_000;
  private Tags commonTags = Tags.empty();
  private Duration sourceTimeout = SourceReader.TIMEOUT;
  private Storage storage = HeapStorage.INSTANCE;
  private boolean listenersApart;
  private final List<MetricFilter> filters = new ArrayList<>();
  private @Nullable ExemplarSource exemplars;
  private Duration exemplarsInterval = EXEMPLARS_INTERVAL;

  RegistryBuilder() {}

  /**
   * Sets the clock that timings, rates and snapshots use. A registry with a clock that is neither
   * the system's nor a {@link ManualClock} is ticked by its readers, unless {@link #ticking} gives
   * it an executor.
   *
   * @param newClock the clock, {@link Clock#SYSTEM} by default
   * @return this builder
   */
  public RegistryBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Sets who keeps rates and recent figures up to date.
   *
   * @param newTicking {@link Ticking#byThread} by default
   * @return this builder
   */
  public RegistryBuilder ticking(Ticking newTicking) {
    ticking = newTicking;
    return this;
  }

  /**
   * Limits the number of series. Beyond it a new series of a known name is recorded as {@code
   * name{tapes.overflow=true}}, and a new name as {@code tapes.overflow.TYPE{tapes.overflow=true}};
   * each request that was redirected is counted in {@code tapes.overflow}. Series that exist go on.
   * The overflow series themselves do not count towards the limit. Tag keys that begin with {@code
   * tapes.} are the registry's own: leave them to it.
   *
   * @param newMaxSeries at least 1; 100,000 by default
   * @return this builder
   * @throws IllegalArgumentException if the limit is below 1
   */
  public RegistryBuilder maxSeries(int newMaxSeries) {
    if (newMaxSeries < 1) {
      throw new IllegalArgumentException(
          "maxSeries " + newMaxSeries + " is below 1; allow at least one series");
    }
    maxSeries = newMaxSeries;
    return this;
  }

  /**
   * Sets tags that every series of the registry carries.
   *
   * @param newCommonTags the tags; where a series has a key itself, its own value is kept
   * @return this builder
   */
  public RegistryBuilder commonTags(Tags newCommonTags) {
    commonTags = newCommonTags;
    return this;
  }

  /**
   * Sets where the instruments keep what is recorded. Series and records for which there is no room
   * there are recorded on the heap and counted in {@code tapes.blackbox.outside}.
   *
   * @param newStorage a storage that no other registry has; the heap by default
   * @return this builder
   */
  public RegistryBuilder storage(Storage newStorage) {
    storage = newStorage;
    return this;
  }

  /**
   * Limits how long a snapshot waits for the sources of gauges and for {@link MetricSource}s, all
   * of them together: they are called on a thread of the registry's. One that has used half of that
   * time, while others wait behind it, is left out of the snapshot, and so is whatever has not
   * answered at the end of it. If several threads take snapshots at once, one may wait for another
   * one's sources first.
   *
   * @param newTimeout from 1 ms to 1 hour; 500 ms by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public RegistryBuilder sourceTimeout(Duration newTimeout) {
    if (newTimeout.compareTo(Duration.ofMillis(1)) < 0
        || newTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "sourceTimeout " + newTimeout + " is not between 1 ms and 1 hour; choose one that is");
    }
    sourceTimeout = newTimeout;
    return this;
  }

  /**
   * Has listeners told on a thread of the registry's, as sources are called: for a registry whose
   * series are made by a thread that must go on, such as one that receives. It waits for them as
   * long as for sources at most. One that has not returned by then hears of the rest when it has,
   * and is counted in {@code tapes.listener.errors} and named.
   *
   * @param newListenersApart false by default: the thread that made a series tells of it
   * @return this builder
   */
  public RegistryBuilder listenersApart(boolean newListenersApart) {
    listenersApart = newListenersApart;
    return this;
  }

  /**
   * Adds a filter, behind those that were added before: each sees what they have made of a metric.
   * The filters decide on what is asked of the registry, and on the series of its {@link
   * MetricSource}s; the registry's own series under {@code tapes.} they leave alone. Common tags
   * are added afterwards.
   *
   * @param filter such as {@code MetricFilter.deny("debug.*")}
   * @return this builder
   */
  public RegistryBuilder filter(MetricFilter filter) {
    filters.add(filter);
    return this;
  }

  /**
   * Sets who gives exemplars to what is recorded without one. It is asked on the thread that
   * records, at most ten times a second for each range of values of a series; {@link
   * ExemplarSource} has all its bounds.
   *
   * @param source such as {@code () -> Optional.of(Exemplar.of("trace_id", currentTraceId()))};
   *     none by default
   * @return this builder
   */
  public RegistryBuilder exemplars(ExemplarSource source) {
    return exemplars(source, EXEMPLARS_INTERVAL);
  }

  /**
   * Sets who gives exemplars to what is recorded without one, and how often it is asked.
   *
   * @param source none by default
   * @param interval the least time between two exemplars of one range of values of a series, from 1
   *     ms to 1 hour: two ranges to each power of two, and one of a counter
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public RegistryBuilder exemplars(ExemplarSource source, Duration interval) {
    Objects.requireNonNull(
        source, "the source of exemplars is null; leave it out if there is none");
    if (interval.compareTo(Duration.ofMillis(1)) < 0
        || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "the interval of exemplars "
              + interval
              + " is not between 1 ms and 1 hour; choose one that is");
    }
    exemplars = source;
    exemplarsInterval = interval;
    return this;
  }

  /**
   * Makes the registry.
   *
   * @return a new, empty registry
   */
  public Registry build() {
    return new LocalRegistry(
        new RegistrySettings(
            clock,
            ticking,
            maxSeries,
            commonTags,
            storage,
            sourceTimeout,
            listenersApart,
            new MetricFilters(filters),
            new ExemplarSampler(clock, exemplars, exemplarsInterval.toNanos())));
  }
}
