/**
 * Dropwizard Metrics on Tapes, both ways.
 *
 * <p>{@link io.tapes.dropwizard.TapesMetricRegistry} is a {@code MetricRegistry} whose counters,
 * meters, histograms and timers are instruments of a Tapes registry: what is instrumented for
 * Dropwizard records into Tapes, and Dropwizard's reporters show the same figures as those of
 * Tapes. {@link io.tapes.dropwizard.MetricRegistrySource} takes a {@code MetricRegistry} that there
 * is already into a Tapes registry.
 *
 * <pre>{@code
 * MetricRegistry metrics = new TapesMetricRegistry(registry);
 * metrics.timer("http.requests").time(() -> answer(request));
 *
 * registry.register(MetricRegistrySource.of(existing));
 * }</pre>
 */
@NullMarked
package io.tapes.dropwizard;

import org.jspecify.annotations.NullMarked;
