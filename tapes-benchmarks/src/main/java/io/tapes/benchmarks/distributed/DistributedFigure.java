package io.tapes.benchmarks.distributed;

/**
 * One measurement of the distributed mode.
 *
 * @param name what was measured
 * @param value how much
 * @param unit of what
 */
public record DistributedFigure(String name, double value, String unit) {}
