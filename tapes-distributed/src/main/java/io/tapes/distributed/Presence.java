package io.tapes.distributed;

/** Whether a worker is taken to be alive: written by the I/O thread, read by any. */
final class Presence {
  private volatile boolean live = true;

  boolean isLive() {
    return live;
  }

  void set(boolean newLive) {
    live = newLive;
  }
}
