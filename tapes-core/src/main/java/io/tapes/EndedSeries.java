package io.tapes;

/**
 * A series that was removed, with its last value.
 *
 * <p>Any thread may use an instance.
 *
 * @param series what it held at its end
 * @param number numbers of a source ascend in the order in which its series end, from 1
 */
public record EndedSeries(Series series, long number) {}
