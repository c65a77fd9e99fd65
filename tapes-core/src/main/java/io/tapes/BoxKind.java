package io.tapes;

/** The numbers by which a {@link BlackBox} knows what a series is. */
final class BoxKind {
  static final int COUNTER = 1;
  static final int METER = 2;
  static final int HISTOGRAM = 3;
  static final int TIMER = 4;

  /** Gauges have kinds from here on, in the order of this list. */
  private static final int GAUGE = 16;

  private static final Aggregation[] AGGREGATIONS = {
    Aggregation.ALL,
    Aggregation.LIVE_ALL,
    Aggregation.SUM,
    Aggregation.LIVE_SUM,
    Aggregation.MAX,
    Aggregation.LIVE_MAX,
    Aggregation.MIN,
    Aggregation.LIVE_MIN,
    Aggregation.MOST_RECENT,
    Aggregation.LIVE_MOST_RECENT
  };

  private BoxKind() {}

  static int of(MetricType type, Aggregation aggregation) {
    return switch (type) {
      case COUNTER -> COUNTER;
      case METER -> METER;
      case HISTOGRAM -> HISTOGRAM;
      case TIMER -> TIMER;
      case GAUGE -> {
        int i = 0;
        while (AGGREGATIONS[i] != aggregation) {
          i++;
        }
        yield GAUGE + i;
      }
    };
  }

  static Aggregation aggregation(int kind) {
    if (kind < GAUGE || kind >= GAUGE + AGGREGATIONS.length) {
      throw new IllegalArgumentException("a series of the unknown kind " + kind);
    }
    return AGGREGATIONS[kind - GAUGE];
  }
}
