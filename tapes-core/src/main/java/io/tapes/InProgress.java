package io.tapes;

/**
 * One of those that a gauge counts while they are under way; see {@link Gauge#trackInProgress}. One
 * thread at a time may use it; it may be handed from thread to thread.
 */
public final class InProgress implements AutoCloseable {
  private final Gauge gauge;
  private boolean closed;

  InProgress(Gauge gauge) {
    this.gauge = gauge;
    gauge.add(1);
  }

  /** Counts it no longer; closing again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      gauge.add(-1);
    }
  }
}
