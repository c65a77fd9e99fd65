/**
 * Distributions: how many values fell into which bucket, and what follows from that.
 *
 * <p>{@link io.tapes.distribution.Distribution} holds everything that was recorded, {@link
 * io.tapes.distribution.DecayingDistribution} what is recent, {@link
 * io.tapes.distribution.DistributionStatistics} the figures of either, and {@link
 * io.tapes.distribution.Buckets} says which values a bucket holds. All are immutable values. {@link
 * io.tapes.distribution.CellScan}, {@link io.tapes.distribution.DecayingReader} and {@link
 * io.tapes.distribution.Ticks} are the side of the recorders; applications have no use for them.
 *
 * <p>No public method takes or returns {@code null} unless it says so.
 */
@NullMarked
package io.tapes.distribution;

import org.jspecify.annotations.NullMarked;
