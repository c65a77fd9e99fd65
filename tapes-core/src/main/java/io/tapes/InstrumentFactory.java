package io.tapes;

import java.util.EnumMap;
import java.util.Map;

/** Makes the instruments of a registry, with cells of its storage. Under the registry's lock. */
final class InstrumentFactory {
  private final Clock clock;
  private final Ticking ticking;
  private final Storage storage;
  private final ExemplarSampler exemplars;
  private final Map<MetricKind, Instrument> denied = new EnumMap<>(MetricKind.class);

  InstrumentFactory(Clock clock, Ticking ticking, Storage storage, ExemplarSampler exemplars) {
    this.clock = clock;
    this.ticking = ticking;
    this.storage = storage;
    this.exemplars = exemplars;
  }

  /** A counter of the registry's own. */
  Counter own(SeriesId id, InstrumentFamily family) {
    StoredSeries series = series(id, family, clock.wallMillis());
    Counter made = new Counter(storage.adder(series), null);
    name(made, series, family);
    return made;
  }

  /** Names what was made elsewhere. */
  void name(Instrument made, SeriesId id, InstrumentFamily family) {
    name(made, series(id, family, clock.wallMillis()), family);
  }

  private static void name(Instrument made, StoredSeries series, InstrumentFamily family) {
    made.name(series.id(), family, series.incarnation(), series.startMillis());
  }

  private static StoredSeries series(SeriesId id, InstrumentFamily family, long startMillis) {
    return new StoredSeries(id, family.info(), Instrument.nextIncarnation(), startMillis);
  }

  /**
   * Makes an instrument.
   *
   * @param startMillis since when it counts; 0 for now
   */
  Instrument make(SeriesId id, InstrumentFamily family, long startMillis, SelfMetrics self) {
    StoredSeries series = series(id, family, startMillis == 0 ? clock.wallMillis() : startMillis);
    Instrument made = make(series, storage, self);
    name(made, series, family);
    if (ExemplarStore.isFor(family.kind())) {
      made.keepExemplars(exemplars);
    }
    return made;
  }

  /** The instrument of a kind whose recordings are discarded. */
  synchronized Instrument denied(MetricKind kind, SelfMetrics self) {
    return denied.computeIfAbsent(
        kind,
        absent -> {
          MetricInfo info = MetricInfo.of("tapes.denied." + kind.name(), kind);
          InstrumentFamily family = new InstrumentFamily(info);
          SeriesId id = new SeriesId(info.name(), Tags.empty());
          StoredSeries series = series(id, family, clock.wallMillis());
          Instrument made = make(series, HeapStorage.INSTANCE, self);
          name(made, series, family);
          return made;
        });
  }

  private Instrument make(StoredSeries series, Storage in, SelfMetrics self) {
    DroppedRecords dropped = self.dropped();
    return switch (series.info().kind()) {
      case COUNTER -> new Counter(in.adder(series), self.decrements());
      case UP_DOWN_COUNTER -> new UpDownCounter(in.adder(series));
      case DOUBLE_COUNTER -> new DoubleCounter(in.doubleAdder(series), dropped);
      case METER -> new Meter(in.adder(series), ticking.phase(), clock.nanoTime(), dropped);
      case HISTOGRAM ->
          new Histogram(in.stripes(series), ticking.phase(), clock.nanoTime(), dropped);
      case DOUBLE_HISTOGRAM, SUMMARY ->
          new DoubleHistogram(in.stripes(series), ticking.phase(), clock.nanoTime(), dropped);
      case TIMER -> new Timer(in.stripes(series), clock, ticking.phase(), dropped);
      case FOLLOWED_TIMER ->
          new FollowedTimer(in.stripes(series), ticking.phase(), clock.nanoTime());
      case GAUGE ->
          new Gauge(
              in.gauge(series), series.info().aggregation(), clock, dropped, self.gaugeErrors());
      case MAX_GAUGE -> new MaxGauge(in.peak(series), dropped);
      case AGE_GAUGE -> new AgeGauge(in.gauge(series), clock);
      case INFO -> new Info(in.gauge(series));
      case STATE_SET -> new StateSet<>(in, series.startMillis());
      case LONG_TASK_TIMER -> new LongTaskTimer(clock, dropped); // tasks end with their process
    };
  }

  /**
   * The series was removed.
   *
   * @param number that of its end; 0 if it has no last value
   */
  void end(SeriesId id, long number) {
    storage.end(id, number);
  }

  /** Whether last values are kept for the reader of the storage. */
  boolean keepsEnds() {
    return storage.keepsEnds();
  }
}
