package io.tapes;

import java.time.Duration;

/**
 * The settings of a registry, as its {@link RegistryBuilder} describes them.
 *
 * @param storage where the instruments keep what is recorded
 * @param filters none by default
 * @param exemplars asks the source of exemplars, if there is one
 */
record RegistrySettings(
    Clock clock,
    Ticking ticking,
    int maxSeries,
    Tags commonTags,
    Storage storage,
    Duration sourceTimeout,
    boolean listenersApart,
    MetricFilters filters,
    ExemplarSampler exemplars) {}
