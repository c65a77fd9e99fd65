package io.tapes.distributed;

import io.tapes.Clock;
import io.tapes.ExemplarSource;
import io.tapes.MetricFilter;
import io.tapes.Registry;
import io.tapes.RegistryBuilder;
import io.tapes.Tags;
import io.tapes.Ticking;
import java.time.Duration;

/**
 * What a {@link DistributedRegistry} has of any registry: its own figures, and the limits of its
 * series.
 *
 * @param <B> the builder that has these settings
 */
abstract class WorkerSettings<B> {
  final RegistryBuilder local = Registry.builder();

  abstract B builder();

  /**
   * Sets the clock that timings, rates and snapshots use. The protocol keeps its own time.
   *
   * @param clock the clock, {@link Clock#SYSTEM} by default
   * @return this builder
   */
  public B clock(Clock clock) {
    local.clock(clock);
    return builder();
  }

  /**
   * Sets who keeps the rates and recent figures of this worker's own snapshots up to date; the
   * aggregator computes its own.
   *
   * @param ticking {@link Ticking#byThread} by default
   * @return this builder
   */
  public B ticking(Ticking ticking) {
    local.ticking(ticking);
    return builder();
  }

  /**
   * Limits the number of series; see {@link RegistryBuilder#maxSeries}.
   *
   * @param maxSeries at least 1; 100,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public B maxSeries(int maxSeries) {
    local.maxSeries(maxSeries);
    return builder();
  }

  /**
   * Limits how long a flush waits for the sources of gauges and for metric sources, all of them
   * together; see {@link RegistryBuilder#sourceTimeout}. Keep it well below the aggregator's {@code
   * heartbeatTimeout}: nothing else is sent meanwhile.
   *
   * @param timeout from 1 ms to 1 hour; 500 ms by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public B sourceTimeout(Duration timeout) {
    local.sourceTimeout(timeout);
    return builder();
  }

  /**
   * Sets tags that every series of this worker carries, also in the aggregate.
   *
   * @param tags the tags; where a series has a key itself, its own value is kept
   * @return this builder
   */
  public B commonTags(Tags tags) {
    local.commonTags(tags);
    return builder();
  }

  /**
   * Adds a filter; see {@link RegistryBuilder#filter}.
   *
   * @param filter such as {@code MetricFilter.deny("debug.*")}
   * @return this builder
   */
  public B filter(MetricFilter filter) {
    local.filter(filter);
    return builder();
  }

  /**
   * Sets who gives exemplars to what is recorded without one, and how often it is asked; see {@link
   * RegistryBuilder#exemplars(ExemplarSource, Duration)}.
   *
   * @param source none by default
   * @param interval the least time between two exemplars of one range of values of a series
   * @return this builder
   */
  public B exemplars(ExemplarSource source, Duration interval) {
    local.exemplars(source, interval);
    return builder();
  }

  /**
   * Sets who gives exemplars to what is recorded without one; see {@link
   * RegistryBuilder#exemplars(ExemplarSource)}.
   *
   * @param source none by default
   * @return this builder
   */
  public B exemplars(ExemplarSource source) {
    local.exemplars(source);
    return builder();
  }
}
