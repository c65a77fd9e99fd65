package io.tapes.reporters.prometheus;

import io.tapes.reporters.encoding.ProtoBytes;
import java.util.Map;

/** A request that is put together, in one version of the protocol. */
sealed interface RemoteWriteMessage permits RemoteWriteV1, RemoteWriteV2 {
  /** Both versions number the fields of points alike. */
  int SAMPLE_VALUE = 1;

  int SAMPLE_MILLIS = 2;

  /** Says what the samples of a family are, where that does not stand with each of them. */
  void describe(PrometheusFamily family);

  /**
   * Adds a point.
   *
   * @param labels with the name of the metric, sorted
   * @param histogram whether the point is a native histogram, or else a sample
   * @param point the fields of that message
   * @param startMillis since when it counts; 0 where that is not known or means nothing
   */
  void add(
      PrometheusFamily family,
      Map<String, String> labels,
      boolean histogram,
      ProtoBytes point,
      long startMillis);

  /** Returns about how many bytes are there already. */
  int size();

  /** Returns the whole request, and begins the next one. */
  byte[] take();

  /** The type of a family; both versions number them alike. */
  static int type(PrometheusKind kind) {
    return switch (kind) {
      case COUNTER -> 1;
      case GAUGE -> 2;
      case HISTOGRAM, TIMER -> 3;
      case SUMMARY -> 5;
      case INFO -> 6;
      case STATE_SET -> 7;
    };
  }
}
