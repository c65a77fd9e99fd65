package io.tapes;

/** A recorder without an instrument around it. */
final class TestRecorder extends DistributionRecorder {
  TestRecorder() {}

  TestRecorder(BoxRecorder box) {
    super(box);
  }

  @Override
  MetricValue read(long nanos, long wallMillis) {
    throw new UnsupportedOperationException("A recorder alone has no value");
  }
}
