package io.tapes;

/** What ticks are made for: a registry, as those see it that keep the time. */
interface TickTarget {
  /** The clock by which it ticks. */
  Clock clock();

  /** Lets the ticks happen that are due. */
  void tick();

  /** Lets the ticks happen that lie in a step of time. */
  void pass(long from, long fromMillis, long to, long toMillis);
}
