package io.tapes.recording;

import org.jspecify.annotations.Nullable;

/**
 * What the writer of a {@link Stripe} writes with every record, a cache line away from whatever
 * other threads use: no writer slows another one down.
 */
abstract class StripeState extends StripeLead {
  /** 1 while a thread records into a stripe that has no owner. */
  protected volatile int claimed;

  /** The window as the writer sees it, without the detour over the volatile field. */
  protected int first;

  int[] cells = HeapWindow.EMPTY.cells;
  protected long sum;

  /** The sum of the values whose cells are written. */
  protected long committed;

  protected long min = Long.MAX_VALUE;
  protected long max = Long.MIN_VALUE;
  protected volatile StripeWindow window = HeapWindow.EMPTY;

  /** Who used a shared stripe last, and how often in a row; without care, it is a hint. */
  int user;

  int uses;
}

/** The owner, which every thread may read, and the line between it and what is written. */
abstract class StripeLead {
  /** Read without ordering while recording: only a thread itself can make it that thread. */
  @Nullable Thread owner;

  long lead1;
  long lead2;
  long lead3;
  long lead4;
  long lead5;
  long lead6;
  long lead7;
}
