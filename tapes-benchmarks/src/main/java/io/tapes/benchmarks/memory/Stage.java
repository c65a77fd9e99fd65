package io.tapes.benchmarks.memory;

/** How much each timer has recorded. */
enum Stage {
  IDLE("idle", 0, 100),
  ONE("one record", 1, 100),
  THOUSAND("1,000 records", 1_000, 100),
  MILLION("1 M records", 1_000_000, 10);

  final String label;
  final int records;

  /** Over how many timers the mean is taken. */
  final int timers;

  Stage(String label, int records, int timers) {
    this.label = label;
    this.records = records;
    this.timers = timers;
  }
}
