package io.tapes.micrometer;

import io.tapes.Instrument;
import io.tapes.Registry;

/** A meter that is something in a Tapes registry. */
interface Backed {
  /** Takes it away again: the meter was removed. */
  void removeFrom(Registry registry);

  /** Removes an instrument, unless many share it because the registry was full. */
  static void remove(Registry registry, Instrument instrument) {
    if (instrument.id().tags().value("tapes.overflow").isEmpty()) {
      registry.remove(instrument);
    }
  }
}
