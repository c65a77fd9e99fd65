package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which series a registry has: makes, orders and removes them, up to its limit. Any thread. */
final class Catalogue {
  /*
   * Making a new series, describing a metric, or asking for a new name beyond the limit, takes the
   * lock. Reading takes none: it walks a sorted array of all series that is rebuilt after series
   * were added.
   */
  private final Families families = new Families();
  private final SeriesLimit limit;
  private final Instruments shown = new Instruments();
  private final InstrumentFactory factory;
  private final SelfMetrics self;
  private final SeriesListeners listeners;
  private final Consumer<Instrument> onMade;

  private volatile Instrument @Nullable [] sorted;

  /**
   * A catalogue of the registry's own series, which are not shown yet.
   *
   * @param onMade told of each instrument that is made, under the lock
   */
  Catalogue(
      InstrumentFactory factory,
      SelfMetrics self,
      SeriesListeners listeners,
      int maxSeries,
      Tags commonTags,
      Consumer<Instrument> onMade) {
    this.limit = new SeriesLimit(maxSeries, self.overflow(), commonTags);
    this.factory = factory;
    this.self = self;
    this.listeners = listeners;
    this.onMade = onMade;
    self.forEach(families::add);
    claim(SelfMetrics.DROPPED_RECORDS, MetricKind.COUNTER);
    for (MetricKind kind : MetricKind.values()) {
      // Theirs from the start, so that no metric of another kind can stand in the overflow's way.
      claim(SeriesLimit.overflowName(kind), kind);
    }
  }

  /** For look-ups, which take no lock. */
  Families families() {
    return families;
  }

  SeriesLimit limit() {
    return limit;
  }

  /** The instrument of a kind whose recordings are discarded. */
  Instrument denied(MetricKind kind) {
    return factory.denied(kind, self);
  }

  private void claim(String name, MetricKind kind) {
    families.add(new InstrumentFamily(MetricInfo.of(name, kind)));
  }

  /** The instrument of a request, made if there is none, and described. */
  synchronized Instrument make(MetricRequest request) {
    requireKind(request);
    InstrumentFamily family = families.get(request.name(), request.kind());
    if (family != null) {
      request.requireAggregationOf(family.info());
      if (family.describe(request.info())) {
        self.contradictions().increment();
      }
      Instrument known = family.get(request.tags());
      if (known != null) {
        return known;
      }
    }
    // Refuses what is no id, before anything is counted.
    SeriesId id = new SeriesId(request.name(), request.tags());
    id.requireRoom();
    if (limit.isReached()) {
      limit.redirected();
      boolean first = family != null && family == families.first(id.name());
      return overflow(first ? id.name() : SeriesLimit.overflowName(request.kind()), request.info());
    }
    limit.count();
    return add(id, request.info(), request.startMillis());
  }

  /** Throws if the name or the series is of another kind, and may not be of two. */
  private void requireKind(MetricRequest request) {
    String name = request.name();
    InstrumentFamily first = families.first(name);
    if (first == null) {
      return;
    }
    if (families.get(name, request.kind()) == null && !request.besideOtherKinds()) {
      throw first.clash(name, request.kind());
    }
    InstrumentFamily holder = families.of(name, request.tags());
    if (holder != null && holder.kind() != request.kind()) {
      throw holder.clash(new SeriesId(name, request.tags()), request.kind());
    }
  }

  /** Where what has no series of its own is recorded; made when it is first needed. */
  private Instrument overflow(String name, MetricInfo info) {
    InstrumentFamily family = families.get(name, info.kind());
    Instrument known = family == null ? null : family.get(limit.overflowTags());
    if (known != null) {
      return known;
    }
    Instrument made = add(new SeriesId(name, limit.overflowTags()), info.named(name), 0);
    limit.leaveOut(made);
    return made;
  }

  /**
   * Adds a series that there is not.
   *
   * @param startMillis since when it counts; 0 for now
   */
  synchronized Instrument add(SeriesId id, MetricInfo info, long startMillis) {
    InstrumentFamily known = families.get(id.name(), info.kind());
    InstrumentFamily family = known == null ? new InstrumentFamily(info) : known;
    Instrument made = factory.make(id, family, startMillis, self);
    family.put(id.tags(), made);
    if (known == null) {
      families.add(family);
    }
    shown.add(made);
    sorted = null;
    listeners.added(id, family.kind());
    onMade.accept(made);
    return made;
  }

  /** The family of an instrument, null if the instrument was removed. */
  private @Nullable InstrumentFamily familyOf(Instrument instrument) {
    InstrumentFamily family = instrument.family();
    return family.get(instrument.id().tags()) == instrument ? family : null;
  }

  /** Whether an instrument was not removed; under the lock. */
  boolean has(Instrument instrument) {
    return familyOf(instrument) != null;
  }

  /** Puts a new instrument in the place of one; null if that was removed. */
  synchronized @Nullable Instrument replace(Instrument old) {
    InstrumentFamily family = familyOf(old);
    if (family == null) {
      return null;
    }
    SeriesId id = old.id();
    factory.end(id, 0);
    Instrument made = factory.make(id, family, 0, self);
    family.put(id.tags(), made);
    shown.remove(old);
    shown.add(made);
    limit.replaced(old, made);
    sorted = null;
    return made;
  }

  /**
   * Removes what has the name and tags, unless it is another one than expected.
   *
   * @param onEnd told of it, under the lock
   */
  synchronized boolean remove(
      String name, Tags tags, @Nullable Instrument expected, Consumer<Instrument> onEnd) {
    InstrumentFamily family = families.of(name, tags);
    Instrument known = family == null ? null : family.get(tags);
    if (family == null
        || known == null
        || self.owns(known)
        || name.equals(SelfMetrics.DROPPED_RECORDS)
        || (expected != null && expected != known)) {
      return false;
    }
    family.remove(tags);
    if (family.isEmpty() && !name.equals(SeriesLimit.overflowName(family.kind()))) {
      families.remove(family);
    }
    limit.removed(known);
    shown.remove(known);
    onEnd.accept(known);
    sorted = null;
    listeners.removed(known.id(), family.kind());
    return true;
  }

  /** Shows a counter of the registry's own, which has something to say. */
  synchronized void show(Counter counter) {
    if (self.show(counter)) {
      shown.add(counter);
      sorted = null;
      listeners.added(counter.id(), MetricKind.COUNTER);
    }
  }

  /** Adds a listener, which hears of all that there is first. */
  synchronized void listen(SeriesListener listener) {
    List<ListenerQueue.Message> present = new ArrayList<>(shown.size());
    for (Instrument instrument : shown.sorted()) {
      MetricKind kind = instrument.family().kind();
      present.add(new ListenerQueue.Message(true, instrument.id(), kind));
    }
    listeners.add(listener, present);
  }

  /** All that a snapshot shows, in order. */
  Instrument[] instruments() {
    Instrument[] known = sorted;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      Instrument[] all = shown.sorted();
      sorted = all;
      return all;
    }
  }
}
