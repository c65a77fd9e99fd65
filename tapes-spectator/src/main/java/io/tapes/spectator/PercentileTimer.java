package io.tapes.spectator;

/**
 * Records durations as a {@link Timer} does, and counts them in buckets from 1 ns to 24 h, from
 * which Atlas estimates percentiles. That is up to 276 series: use it where percentiles are looked
 * at.
 *
 * <p>Any thread may use an instance.
 */
public final class PercentileTimer extends DurationMeter {
  PercentileTimer(LineSink lines, MeterId id) {
    super(lines, id, "T");
  }
}
