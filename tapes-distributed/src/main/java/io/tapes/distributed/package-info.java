/**
 * One aggregating registry for many worker JVMs.
 *
 * <p>Each worker records into a {@link io.tapes.distributed.DistributedRegistry}, an ordinary
 * registry with one publisher thread beside it; a {@link io.tapes.distributed.RegistryAggregator}
 * adds all of them up and is what reporters read from.
 *
 * <pre>{@code
 * RegistryAggregator aggregator =
 *     RegistryAggregator.builder().address("ipc://tapes_metrics.ipc").build().start();
 *
 * DistributedRegistry registry = DistributedRegistry.create("ipc://tapes_metrics.ipc");
 * registry.connect();
 * registry.counter("jobs.done").increment();
 * registry.close();
 * }</pre>
 *
 * <p>Counts are exact and quantiles are those of one registry that had recorded everything, whether
 * the aggregator starts late, stops for a while or starts again. What is lost when is written in
 * docs/distributed/README.md.
 */
@NullMarked
package io.tapes.distributed;

import org.jspecify.annotations.NullMarked;
