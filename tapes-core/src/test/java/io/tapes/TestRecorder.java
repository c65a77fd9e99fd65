package io.tapes;

import org.jspecify.annotations.Nullable;

/** A recorder without an instrument around it. */
final class TestRecorder extends DistributionRecorder {
  TestRecorder() {
    this(null);
  }

  TestRecorder(@Nullable BoxRecorder box) {
    super(box, TickPhase.OWN, 0);
  }

  @Override
  MetricValue read(long nanos, long wallMillis) {
    throw new UnsupportedOperationException("A recorder alone has no value");
  }
}
