/**
 * Hierarchical metrics that stay exact: instruments, the registry that names them, and snapshots.
 *
 * <p>A {@link io.tapes.Registry} hands out instruments by a name whose segments are separated by
 * dots. Asking again for the same name and tags returns the same instance. Application threads
 * record into instruments; readers take an immutable {@link io.tapes.Snapshot}.
 *
 * <pre>{@code
 * Registry registry = Registry.create();
 * Timer latency = registry.timer("my.timer");
 * String page = latency.time(() -> fetch());
 * registry.counter("jobs.done").increment();
 * Map<String, Object> stats = registry.getStats();
 * }</pre>
 *
 * <p><b>Errors.</b> Setting up (creating an instrument, building a registry) throws an exception
 * whose message names the thing, the value and the remedy. Recording never throws and waits for no
 * thread; what it has to drop is counted in {@code tapes.dropped}. An {@link OutOfMemoryError} or a
 * {@link StackOverflowError} of the JVM passes through it.
 *
 * <p><b>Nulls.</b> No public method of this library takes or returns {@code null} unless it says
 * so.
 *
 * <p><b>Units.</b> Timers record nanoseconds and show seconds; histograms show what was recorded;
 * rates are events per second.
 */
@NullMarked
package io.tapes;

import org.jspecify.annotations.NullMarked;
