package io.tapes;

import io.tapes.recording.StripeSource;

/** A recorder without an instrument around it. */
final class TestRecorder extends DistributionRecorder {
  TestRecorder() {
    this(StripeSource.HEAP);
  }

  TestRecorder(StripeSource stripes) {
    super(stripes, TickPhase.OWN, 0);
  }

  @Override
  DistributionValue nothing() {
    throw new UnsupportedOperationException("A recorder alone has no value");
  }
}
