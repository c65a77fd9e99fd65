/**
 * Micrometer on Tapes: {@link io.tapes.micrometer.TapesMeterRegistry} takes what applications,
 * frameworks and binders record through Micrometer into any {@link io.tapes.Registry}.
 *
 * <pre>{@code
 * DistributedRegistry registry = DistributedRegistry.create("ipc://tapes_metrics.ipc");
 * registry.connect();
 * Metrics.addRegistry(new TapesMeterRegistry(registry));
 * }</pre>
 *
 * <p>No public method takes or returns {@code null}.
 */
@NullMarked
package io.tapes.micrometer;

import org.jspecify.annotations.NullMarked;
