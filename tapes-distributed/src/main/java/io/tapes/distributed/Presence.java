package io.tapes.distributed;

/** Whether a worker is taken to be alive: written by the I/O thread, read by any. */
final class Presence {
  private final String label;
  private volatile boolean live = true;

  Presence(String label) {
    this.label = label;
  }

  /** What tells its gauges from those of other workers. */
  String label() {
    return label;
  }

  boolean isLive() {
    return live;
  }

  void set(boolean newLive) {
    live = newLive;
  }
}
