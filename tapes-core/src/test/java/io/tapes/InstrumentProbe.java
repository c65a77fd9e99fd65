package io.tapes;

import io.tapes.distribution.Distribution;

/** What the registry sees of an instrument, for tests of other packages. */
public final class InstrumentProbe {
  private InstrumentProbe() {}

  public static SeriesId id(Instrument instrument) {
    return instrument.id();
  }

  public static Series series(Instrument instrument) {
    return instrument.series(0, 0);
  }

  /** Of a histogram or a timer. */
  public static Distribution total(Instrument instrument) {
    return instrument.read(0, 0).asDistribution().total();
  }
}
