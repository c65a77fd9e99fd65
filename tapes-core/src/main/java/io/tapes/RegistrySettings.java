package io.tapes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a registry, as its {@link RegistryBuilder} describes them.
 *
 * @param box null without one
 * @param filters none by default
 */
record RegistrySettings(
    Clock clock,
    Ticking ticking,
    int maxSeries,
    Tags commonTags,
    @Nullable BlackBox box,
    Duration sourceTimeout,
    boolean listenersApart,
    MetricFilters filters) {}
