package io.tapes.distributed.aggregator;

/** Whether a worker is taken to be alive: written by the I/O thread, read by any. */
final class WorkerLiveness {
  private final String label;
  private final boolean aggregator;
  private volatile boolean live = true;

  WorkerLiveness(String label, boolean aggregator) {
    this.label = label;
    this.aggregator = aggregator;
  }

  /** What tells its gauges from those of other workers. */
  String label() {
    return label;
  }

  /** Whether it is an aggregator below this one, whose gauges are those of its own workers. */
  boolean isAggregator() {
    return aggregator;
  }

  boolean isLive() {
    return live;
  }

  void set(boolean newLive) {
    live = newLive;
  }
}
