package io.tapes.spectator;

/**
 * Records durations: their count, total, total of squares and maximum, in seconds.
 *
 * <p>Any thread may use an instance.
 */
public final class Timer extends DurationMeter {
  Timer(LineSink lines, MeterId id) {
    super(lines, id, "t");
  }
}
