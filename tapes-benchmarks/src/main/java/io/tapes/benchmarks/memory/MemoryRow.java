package io.tapes.benchmarks.memory;

/**
 * One measurement.
 *
 * @param peer the library and variant
 * @param stage how much was recorded; see {@link Stage}
 * @param before bytes per timer with its name, before any snapshot was taken
 * @param after the same after a snapshot was taken and forgotten
 */
public record MemoryRow(String peer, String stage, long before, long after) {}
