package io.tapes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a registry counts of itself. Each counter appears once it has counted something. */
final class SelfMetrics {
  /** The names that are a registry's own begin with this. */
  static final String PREFIX = "tapes.";

  static final String OVERFLOW = "tapes.overflow";
  static final String DROPPED_RECORDS = "tapes.dropped.records";

  private final Map<InstrumentFamily, Counter> all = new LinkedHashMap<>();
  private final List<Counter> silent;
  private final Tags commonTags;
  private final DroppedRecords dropped;
  private final Counter decrements;
  private final Counter overflow;
  private final Counter gaugeErrors;
  private final Counter gaugeReplaced;
  private final Counter lostEnds;
  private final Counter listenerErrors;
  private final Counter contradictions;

  SelfMetrics(
      InstrumentFactory factory,
      Tags commonTags,
      Counter sourceErrors,
      Counter exemplarErrors,
      @Nullable Counter outsideOfBox) {
    this.commonTags = commonTags;
    Counter allDropped = add("tapes.dropped", factory);
    dropped = new DroppedRecords(allDropped, RegistryLog.limited());
    decrements = add("tapes.counter.decrements", factory);
    overflow = add(OVERFLOW, factory);
    gaugeErrors = add("tapes.gauge.errors", factory);
    gaugeReplaced = add("tapes.gauge.replaced", factory);
    lostEnds = add("tapes.removed.lost", factory);
    listenerErrors = add("tapes.listener.errors", factory);
    contradictions = add("tapes.metadata.conflicts", factory);
    name("tapes.source.errors", sourceErrors, factory);
    name("tapes.exemplar.errors", exemplarErrors, factory);
    if (outsideOfBox != null) {
      name("tapes.blackbox.outside", outsideOfBox, factory);
    }
    silent = new CopyOnWriteArrayList<>(all.values());
  }

  private Counter add(String name, InstrumentFactory factory) {
    InstrumentFamily family = family(name);
    Counter made = factory.own(new SeriesId(name, commonTags), family);
    put(family, made);
    return made;
  }

  private void name(String name, Counter counter, InstrumentFactory factory) {
    InstrumentFamily family = family(name);
    factory.name(counter, new SeriesId(name, commonTags), family);
    put(family, counter);
  }

  private static InstrumentFamily family(String name) {
    return new InstrumentFamily(MetricInfo.of(name, MetricKind.COUNTER));
  }

  private void put(InstrumentFamily family, Counter counter) {
    family.put(commonTags, counter);
    all.put(family, counter);
  }

  DroppedRecords dropped() {
    return dropped;
  }

  /** Decrements of counters that were not declared to go down. */
  Counter decrements() {
    return decrements;
  }

  Counter overflow() {
    return overflow;
  }

  Counter gaugeErrors() {
    return gaugeErrors;
  }

  Counter gaugeReplaced() {
    return gaugeReplaced;
  }

  Counter lostEnds() {
    return lostEnds;
  }

  Counter listenerErrors() {
    return listenerErrors;
  }

  /** Descriptions of a metric that contradict the one before. */
  Counter contradictions() {
    return contradictions;
  }

  void forEach(Consumer<InstrumentFamily> action) {
    all.keySet().forEach(action);
  }

  boolean owns(Instrument instrument) {
    return all.containsValue(instrument);
  }

  /** Those that have something to say for the first time. */
  List<Counter> speaking() {
    List<Counter> speaking = new ArrayList<>(0);
    for (Counter counter : silent) {
      if (counter.value() != 0) {
        speaking.add(counter);
      }
    }
    return speaking;
  }

  /** The counter is shown from now on; false if it is already. */
  boolean show(Counter counter) {
    return silent.remove(counter);
  }
}
