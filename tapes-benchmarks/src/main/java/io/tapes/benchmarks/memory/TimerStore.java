package io.tapes.benchmarks.memory;

/** Timers of one library under names, all reachable from one object that JOL can walk. */
interface TimerStore {
  /** What holds all timers and their names. */
  Object root();

  /** Makes a timer; each call gets another name. */
  Recording add(String name);

  /** Reads all timers as a reporter would, and forgets what it read. */
  void snapshot();

  /** Records into one timer. */
  @FunctionalInterface
  interface Recording {
    void record(long nanos);
  }
}
