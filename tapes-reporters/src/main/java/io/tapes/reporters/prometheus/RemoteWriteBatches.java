package io.tapes.reporters.prometheus;

import io.tapes.reporters.encoding.ProtoBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts points into requests of a size that receivers take. */
final class RemoteWriteBatches implements RemoteWriteRows.Points {
  /** Before compression. Receivers refuse what is larger than some ten megabytes. */
  private static final int MOST_BYTES = 1 << 20;

  private final RemoteWriteProtocol protocol;
  private final int mostPoints;
  private final RemoteWriteMessage message;
  private final List<RemoteWriteRequest> requests = new ArrayList<>();
  private int samples;
  private int histograms;

  RemoteWriteBatches(RemoteWriteProtocol protocol, int mostPoints) {
    this.protocol = protocol;
    this.mostPoints = mostPoints;
    this.message = protocol.message();
  }

  void describe(PrometheusFamily family) {
    message.describe(family);
    cut();
  }

  @Override
  public void take(
      PrometheusFamily family,
      Map<String, String> labels,
      boolean histogram,
      ProtoBytes point,
      long startMillis) {
    message.add(family, labels, histogram, point, startMillis);
    samples += histogram ? 0 : 1;
    histograms += histogram ? 1 : 0;
    cut();
  }

  private void cut() {
    if (samples + histograms >= mostPoints || message.size() >= MOST_BYTES) {
      end();
    }
  }

  private void end() {
    byte[] body = SnappyBlocks.compress(message.take());
    requests.add(new RemoteWriteRequest(protocol, body, samples, histograms));
    samples = 0;
    histograms = 0;
  }

  /** Returns all requests so far; there is at least one. */
  List<RemoteWriteRequest> requests() {
    if (samples + histograms > 0 || requests.isEmpty()) {
      end();
    }
    return requests;
  }
}
