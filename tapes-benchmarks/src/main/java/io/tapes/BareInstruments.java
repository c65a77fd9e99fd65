package io.tapes;

import io.tapes.recording.CompensatedAdder;

/**
 * Makes instruments that belong to no registry: races need a new one for each of millions of tries.
 * Any thread.
 */
public final class BareInstruments {
  private static final DroppedRecords DROPPED =
      new DroppedRecords(new Counter(), RegistryLog.limited());

  private BareInstruments() {}

  /** Returns a new histogram. */
  public static Histogram histogram() {
    return new Histogram(TickPhase.OWN, 0, DROPPED);
  }

  /** Returns a new counter of doubles. */
  public static DoubleCounter doubleCounter() {
    return new DoubleCounter(new CompensatedAdder(), DROPPED);
  }
}
