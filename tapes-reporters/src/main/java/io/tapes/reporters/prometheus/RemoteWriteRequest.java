package io.tapes.reporters.prometheus;

/**
 * A request that is ready to be sent.
 *
 * @param protocol the version that it is written in
 * @param body compressed
 * @param samples how many of its points are samples
 * @param histograms how many are native histograms
 */
@SuppressWarnings("ArrayRecordComponent") // requests are never compared
record RemoteWriteRequest(RemoteWriteProtocol protocol, byte[] body, int samples, int histograms) {
  /** What a request costs beside its body. */
  private static final int OVERHEAD_BYTES = 64;

  int points() {
    return samples + histograms;
  }

  long cost() {
    return OVERHEAD_BYTES + (long) body.length;
  }
}
