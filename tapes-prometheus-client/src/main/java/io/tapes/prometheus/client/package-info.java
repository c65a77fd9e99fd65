/**
 * Takes what is instrumented with Prometheus' client_java into a Tapes registry.
 *
 * <pre>{@code
 * registry.register(PrometheusRegistrySource.of(PrometheusRegistry.defaultRegistry));
 * }</pre>
 */
@NullMarked
package io.tapes.prometheus.client;

import org.jspecify.annotations.NullMarked;
