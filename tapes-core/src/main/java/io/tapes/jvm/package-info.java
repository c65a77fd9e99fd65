/**
 * Metrics of the JVM and of processes.
 *
 * <pre>{@code
 * JvmMetrics jvm = JvmMetrics.register(registry);                  // memory, collections, threads, classes, buffers
 * ProcessMetrics process = ProcessMetrics.register(registry);      // CPU, memory, file descriptors of this process
 * ProcessMetrics child = ProcessMetrics.register(registry.tagged(Tags.of("pid", "4711")), 4711);
 * ...
 * jvm.close();
 * }</pre>
 *
 * <p>They are read at each snapshot and cost nothing in between. Names follow those of the
 * Prometheus clients, with dots: {@code jvm.memory.used.bytes} is {@code jvm_memory_used_bytes}.
 */
@NullMarked
package io.tapes.jvm;

import org.jspecify.annotations.NullMarked;
