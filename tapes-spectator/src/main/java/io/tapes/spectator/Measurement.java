package io.tapes.spectator;

import java.util.Map;

/**
 * A number of one interval, as Atlas gets it.
 *
 * @param tags in the order in which they are written, the name last
 * @param op how an aggregator combines it with those of others
 * @param value the number
 */
record Measurement(Map<String, String> tags, Op op, double value) {
  /** How numbers of one id become one. */
  enum Op {
    /** Added up: increases. */
    ADD(0, "rate"),
    /** The largest: everything else, gauges included. */
    MAX(10, "gauge");

    /** The number that aggregators know it by. */
    final int code;

    /** What Atlas itself calls it. */
    final String dataSourceType;

    Op(int code, String dataSourceType) {
      this.code = code;
      this.dataSourceType = dataSourceType;
    }
  }
}
