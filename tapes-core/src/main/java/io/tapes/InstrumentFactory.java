package io.tapes;

import io.tapes.recording.GaugeCell;
import io.tapes.recording.SafeAdder;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the instruments of a registry, on the heap or in a black box. Under the registry's lock.
 */
final class InstrumentFactory {
  private final Clock clock;
  private final Ticking ticking;
  private final @Nullable BlackBox box;
  private final Map<MetricKind, Instrument> denied = new EnumMap<>(MetricKind.class);

  InstrumentFactory(Clock clock, Ticking ticking, @Nullable BlackBox box) {
    this.clock = clock;
    this.ticking = ticking;
    this.box = box;
  }

  /** A counter of the registry's own. */
  Counter own(SeriesId id, InstrumentFamily family) {
    Counter made = box == null ? new Counter() : box.counter(id, null);
    name(made, id, family);
    return made;
  }

  /** Names what was made elsewhere. */
  void name(Instrument made, SeriesId id, InstrumentFamily family) {
    name(made, id, family, clock.wallMillis());
  }

  private void name(Instrument made, SeriesId id, InstrumentFamily family, long startMillis) {
    if (box == null) {
      made.name(id, family, startMillis);
    } else {
      made.name(id, family, box.incarnation(id), startMillis);
    }
  }

  /**
   * Makes an instrument.
   *
   * @param startMillis since when it counts; 0 for now
   */
  Instrument make(SeriesId id, InstrumentFamily family, long startMillis, SelfMetrics self) {
    Instrument made =
        box == null ? onHeap(family.info(), self) : inBox(box, id, family.info(), self);
    name(made, id, family, startMillis == 0 ? clock.wallMillis() : startMillis);
    return made;
  }

  /** The instrument of a kind whose recordings are discarded. */
  synchronized Instrument denied(MetricKind kind, SelfMetrics self) {
    return denied.computeIfAbsent(
        kind,
        absent -> {
          MetricInfo info = MetricInfo.of("tapes.denied." + kind.name(), kind);
          Instrument made = onHeap(info, self);
          SeriesId id = new SeriesId(info.name(), Tags.empty());
          made.name(id, new InstrumentFamily(info), clock.wallMillis());
          return made;
        });
  }

  private Instrument onHeap(MetricInfo info, SelfMetrics self) {
    DroppedRecords dropped = self.dropped();
    return switch (info.kind()) {
      case COUNTER -> new Counter(new SafeAdder(), null, self.decrements());
      case UP_DOWN_COUNTER -> new UpDownCounter(new SafeAdder(), null);
      case METER -> new Meter(ticking.phase(), clock.nanoTime(), dropped);
      case HISTOGRAM -> new Histogram(ticking.phase(), clock.nanoTime(), dropped);
      case TIMER -> new Timer(clock, ticking.phase(), dropped);
      case GAUGE -> gauge(new GaugeCell.OnHeap(), info, self);
    };
  }

  private Instrument inBox(BlackBox to, SeriesId id, MetricInfo info, SelfMetrics self) {
    DroppedRecords dropped = self.dropped();
    return switch (info.kind()) {
      case COUNTER -> to.counter(id, self.decrements());
      case UP_DOWN_COUNTER -> to.upDownCounter(id);
      case METER -> to.meter(id, ticking.phase(), clock.nanoTime(), dropped);
      case HISTOGRAM ->
          new Histogram(to.recorder(id, info.kind()), ticking.phase(), clock.nanoTime(), dropped);
      case TIMER -> new Timer(to.recorder(id, info.kind()), clock, ticking.phase(), dropped);
      case GAUGE -> gauge(to.gauge(id, info.aggregation()), info, self);
    };
  }

  private Gauge gauge(GaugeCell cell, MetricInfo info, SelfMetrics self) {
    return new Gauge(cell, info.aggregation(), clock, self.dropped(), self.gaugeErrors());
  }

  /**
   * The series was removed.
   *
   * @param number that of its end; 0 if it has no last value
   */
  void end(SeriesId id, long number) {
    if (box != null) {
      box.end(id, number);
    }
  }

  /** Whether last values are kept for whoever reads the box. */
  boolean keepsEnds() {
    return box != null;
  }
}
