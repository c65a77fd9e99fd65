package io.tapes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The registry of one process: finds instruments, makes them, and reads them all. */
final class LocalRegistry implements Registry {
  /*
   * A look-up is one or two reads of concurrent maps: name to family, tags to instrument. Only
   * making a new series, or asking for a new name beyond the limit, takes the lock. Reading takes
   * none of the registry's: it walks a sorted array of all series that is rebuilt after series were
   * added, and each instrument guards its own reader state.
   */
  private static final String SELF = "tapes.";
  private static final String OVERFLOW = "tapes.overflow";
  private static final String DROPPED = "tapes.dropped";
  private static final String DROPPED_RECORDS = "tapes.dropped.records";

  private final Clock clock;
  private final Ticking ticking;
  private final int maxSeries;
  private final Tags commonTags;
  private final Tags overflowTags;
  private final ConcurrentHashMap<String, Family> families = new ConcurrentHashMap<>();
  private final NameTree names = new NameTree(this::typeOf);
  private final Instruments shown = new Instruments();
  private final List<Counter> own;
  private final List<Counter> silent;
  private final SeriesListeners listeners;
  private final boolean listenersApart;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(Registry.class));
  private final @Nullable BlackBox box;
  private final DroppedRecords dropped;
  private final Counter overflow;
  private final Counter gaugeErrors;
  private final Counter gaugeReplaced;
  private final Counter lostEnds;
  private final EndedLog ended;
  private final MetricSources sources;
  private final SourceReader asked;

  /** Overflow series, which take no room below the limit. */
  private final Set<Instrument> uncounted = Collections.newSetFromMap(new IdentityHashMap<>());

  private volatile Instrument @Nullable [] sorted;
  private volatile boolean full;
  private int series;
  private boolean ticks;

  LocalRegistry(
      Clock clock,
      Ticking ticking,
      int maxSeries,
      Tags commonTags,
      @Nullable BlackBox box,
      Duration sourceTimeout,
      boolean listenersApart) {
    this.listenersApart = listenersApart;
    this.box = box;
    this.clock = clock;
    this.ticking = ticking.with(clock);
    this.maxSeries = maxSeries;
    this.commonTags = commonTags;
    this.overflowTags = commonTags.and(OVERFLOW, "true");
    this.asked = new SourceReader(clock, sourceTimeout);
    this.sources = new MetricSources(asked, commonTags, clock);
    Counter allDropped = ownCounter(DROPPED);
    dropped =
        new DroppedRecords(allDropped, new LogLimiter(LoggerFactory.getLogger(Registry.class)));
    overflow = ownCounter(OVERFLOW);
    gaugeErrors = ownCounter("tapes.gauge.errors");
    gaugeReplaced = ownCounter("tapes.gauge.replaced");
    lostEnds = ownCounter("tapes.removed.lost");
    Counter listenerErrors = ownCounter("tapes.listener.errors");
    listeners = new SeriesListeners(listenerErrors);
    ended = new EndedLog(maxSeries, lostEnds::increment);
    List<Counter> counters =
        new ArrayList<>(
            List.of(allDropped, overflow, gaugeErrors, gaugeReplaced, lostEnds, listenerErrors));
    counters.add(sources.errors());
    if (box != null) {
      counters.add(box.outside());
    }
    this.own = List.copyOf(counters);
    this.silent = new CopyOnWriteArrayList<>(own);
    addSelfMetric("tapes.source.errors", sources.errors());
    addSelfMetric(DROPPED, allDropped);
    addSelfMetric(OVERFLOW, overflow);
    addSelfMetric("tapes.gauge.errors", gaugeErrors);
    addSelfMetric("tapes.gauge.replaced", gaugeReplaced);
    addSelfMetric("tapes.removed.lost", lostEnds);
    addSelfMetric("tapes.listener.errors", listenerErrors);
    if (box != null) {
      addSelfMetric("tapes.blackbox.outside", box.outside());
    }
    families.put(DROPPED_RECORDS, new Family(MetricType.COUNTER, Aggregation.SUM));
    names.add(DROPPED_RECORDS);
    for (MetricType type : MetricType.values()) {
      // Theirs from the start, so that no metric of another type can stand in the overflow's way.
      String name = overflowName(type);
      families.put(name, new Family(type, Aggregation.LIVE_SUM));
      names.add(name);
    }
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return (Counter) find(name, tags, MetricType.COUNTER, null);
  }

  @Override
  public Meter meter(String name, Tags tags) {
    return (Meter) find(name, tags, MetricType.METER, null);
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return (Histogram) find(name, tags, MetricType.HISTOGRAM, null);
  }

  @Override
  public Timer timer(String name, Tags tags) {
    return (Timer) find(name, tags, MetricType.TIMER, null);
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return (Gauge) find(name, tags, MetricType.GAUGE, null);
  }

  @Override
  public Gauge gauge(String name, Tags tags, Aggregation aggregation) {
    return (Gauge) find(name, tags, MetricType.GAUGE, aggregation);
  }

  @Override
  public Gauge gauge(String name, Tags tags, DoubleSupplier source) {
    Gauge gauge = gauge(name, tags);
    Gauge follows = following(gauge, source);
    return follows == null ? gauge(name, tags, source) : follows;
  }

  @Override
  public Gauge gauge(String name, Tags tags, Aggregation aggregation, DoubleSupplier source) {
    Gauge gauge = gauge(name, tags, aggregation);
    Gauge follows = following(gauge, source);
    return follows == null ? gauge(name, tags, aggregation, source) : follows;
  }

  /** The gauge, or its successor if it has another source; null if it was removed meanwhile. */
  private @Nullable Gauge following(Gauge gauge, DoubleSupplier source) {
    Gauge follows = followingLocked(gauge, source);
    if (follows != null && follows != gauge) {
      // Outside of the lock: a log may block.
      log.warn(
          "gauge '"
              + gauge.id()
              + "' has a second source, and the first is read no longer; give one of them another"
              + " name or tags, or remove the gauge with its first owner",
          null);
    }
    return follows;
  }

  private synchronized @Nullable Gauge followingLocked(Gauge gauge, DoubleSupplier source) {
    if (source != null && gauge.calls(source)) {
      return gauge;
    }
    if (!gauge.hasSource()) {
      asked.follow(gauge, source);
      return gauge;
    }
    SeriesId id = gauge.id();
    Objects.requireNonNull(
        source, () -> "the source of gauge '" + id + "' is null; pass a function");
    Family family = families.get(id.name());
    return family == null || family.get(id.tags()) != gauge ? null : succeed(gauge, family, source);
  }

  private Gauge succeed(Gauge old, Family family, DoubleSupplier source) {
    SeriesId id = old.id();
    gaugeReplaced.increment();
    asked.forget(old);
    if (box != null) {
      box.end(id, 0);
    }
    Gauge made = (Gauge) create(id, MetricType.GAUGE, family.aggregation());
    name(made, id);
    asked.follow(made, source);
    family.put(id.tags(), made);
    shown.remove(old);
    shown.add(made);
    if (uncounted.remove(old)) {
      uncounted.add(made);
    }
    sorted = null;
    return made;
  }

  private void name(Instrument made, SeriesId id) {
    if (box == null) {
      made.name(id);
    } else {
      made.name(id, box.incarnation(id));
    }
  }

  @Override
  public LastValues lastValues() {
    return ended.open();
  }

  @Override
  public Snapshot snapshot() {
    asked.ask();
    showDropped();
    long nanos = clock.nanoTime();
    long wallMillis = clock.wallMillis();
    Instrument[] all = instruments();
    List<Series> values = new ArrayList<>(all.length);
    for (Instrument instrument : all) {
      Series value = instrument.series(nanos, wallMillis);
      if (value != null) {
        values.add(value);
      }
    }
    addSelfMetrics(values, nanos, wallMillis);
    return Snapshot.sorted(wallMillis, sources.with(values));
  }

  @Override
  public void register(MetricSource source) {
    sources.add(source);
  }

  @Override
  public void remove(MetricSource source) {
    sources.remove(source);
  }

  private Instrument find(
      String name, Tags ownTags, MetricType type, @Nullable Aggregation aggregation) {
    Tags tags = commonTags.and(ownTags);
    Family family = families.get(name);
    if (family != null) {
      family.require(name, type, aggregation);
      Instrument known = family.get(tags);
      if (known != null) {
        return known;
      }
      Instrument rest = full ? family.get(overflowTags) : null;
      if (rest != null) {
        overflow.increment();
        return rest;
      }
    }
    Instrument made = make(name, tags, type, aggregation);
    tellListeners(name);
    return made;
  }

  private synchronized Instrument make(
      String name, Tags tags, MetricType type, @Nullable Aggregation aggregation) {
    Family family = families.get(name);
    if (family == null) {
      names.check(name, type);
    } else {
      family.require(name, type, aggregation);
      Instrument known = family.get(tags);
      if (known != null) {
        return known;
      }
    }
    // Refuses what is no id, before anything is counted.
    SeriesId id = new SeriesId(name, tags);
    id.requireRoom();
    if (full) {
      overflow.increment();
      return overflow(family == null ? overflowName(type) : name, type, aggregation);
    }
    full = ++series == maxSeries;
    return add(id.name(), id.tags(), type, aggregation);
  }

  /** Where what has no series of its own is recorded; made when it is first needed. */
  private Instrument overflow(String name, MetricType type, @Nullable Aggregation aggregation) {
    Family family = families.get(name);
    Instrument known = family == null ? null : family.get(overflowTags);
    if (known != null) {
      return known;
    }
    Instrument made = add(name, overflowTags, type, aggregation);
    uncounted.add(made);
    return made;
  }

  @Override
  public boolean remove(String name, Tags ownTags) {
    return remove(name, commonTags.and(ownTags), null);
  }

  @Override
  public boolean remove(Instrument metric) {
    return remove(metric.id().name(), metric.id().tags(), metric);
  }

  private boolean remove(String name, Tags tags, @Nullable Instrument expected) {
    boolean removed = drop(name, tags, expected);
    tellListeners(name);
    return removed;
  }

  /** Removes what has the name and tags, unless it is another one than expected. */
  private synchronized boolean drop(String name, Tags tags, @Nullable Instrument expected) {
    Family family = families.get(name);
    Instrument known = family == null ? null : family.get(tags);
    if (family == null || known == null || own.contains(known) || name.equals(DROPPED_RECORDS)) {
      return false;
    }
    if (expected != null && expected != known) {
      return false;
    }
    family.remove(tags);
    if (family.isEmpty() && !name.equals(overflowName(family.type()))) {
      families.remove(name);
      names.remove(name);
    }
    if (!uncounted.remove(known)) {
      series--;
      full = false;
    }
    shown.remove(known);
    if (known instanceof Gauge gauge) {
      asked.forget(gauge);
    }
    end(known);
    sorted = null;
    listeners.removed(known.id(), family.type());
    return true;
  }

  /** Keeps the last value for those who read these, and in the box. */
  private void end(Instrument removed) {
    boolean wanted = box != null || ended.isRead();
    Series last =
        wanted && !(removed instanceof Gauge)
            ? removed.end(clock.nanoTime(), clock.wallMillis())
            : null;
    long number = last == null ? 0 : ended.add(last);
    if (box != null) {
      box.end(removed.id(), number);
    }
  }

  @Override
  public void addListener(SeriesListener listener) {
    synchronized (this) {
      List<ListenerQueue.Message> present = new ArrayList<>(shown.size());
      for (Instrument instrument : shown.sorted()) {
        SeriesId id = instrument.id();
        Family family = families.get(id.name());
        if (family != null) {
          present.add(new ListenerQueue.Message(true, id, family.type()));
        }
      }
      listeners.add(listener, present);
    }
    listeners.deliver();
  }

  @Override
  public synchronized void removeListener(SeriesListener listener) {
    listeners.remove(listener);
  }

  private static String overflowName(MetricType type) {
    return OVERFLOW + "." + type;
  }

  private Instrument add(
      String name, Tags tags, MetricType type, @Nullable Aggregation aggregation) {
    Family family = families.get(name);
    if (family == null) {
      family = new Family(type, aggregation == null ? Aggregation.LIVE_SUM : aggregation);
      names.add(name);
    }
    Instrument made = create(new SeriesId(name, tags), type, family.aggregation());
    name(made, new SeriesId(name, tags));
    family.put(tags, made);
    families.put(name, family);
    shown.add(made);
    sorted = null;
    listeners.added(made.id(), type);
    if (!ticks && made instanceof TickedInstrument) {
      ticks = true;
      ticking.start(this);
    }
    return made;
  }

  private Instrument create(SeriesId id, MetricType type, Aggregation aggregation) {
    if (box != null) {
      return createInBox(box, id, type, aggregation);
    }
    return switch (type) {
      case COUNTER -> new Counter();
      case METER -> new Meter(ticking.phase(), clock.nanoTime(), dropped);
      case HISTOGRAM -> new Histogram(ticking.phase(), clock.nanoTime(), dropped);
      case TIMER -> new Timer(clock, ticking.phase(), dropped);
      case GAUGE -> new Gauge(new GaugeCell.OnHeap(), aggregation, clock, dropped, gaugeErrors);
    };
  }

  private Instrument createInBox(
      BlackBox to, SeriesId id, MetricType type, Aggregation aggregation) {
    return switch (type) {
      case COUNTER -> to.counter(id);
      case METER -> to.meter(id, ticking.phase(), clock.nanoTime(), dropped);
      case HISTOGRAM ->
          new Histogram(to.recorder(id, type), ticking.phase(), clock.nanoTime(), dropped);
      case TIMER -> new Timer(to.recorder(id, type), clock, ticking.phase(), dropped);
      case GAUGE -> new Gauge(to.gauge(id, aggregation), aggregation, clock, dropped, gaugeErrors);
    };
  }

  private Counter ownCounter(String name) {
    return box == null ? new Counter() : box.counter(new SeriesId(name, commonTags));
  }

  private void addSelfMetric(String name, Counter counter) {
    Family family = new Family(MetricType.COUNTER, Aggregation.SUM);
    name(counter, new SeriesId(name, commonTags));
    family.put(commonTags, counter);
    families.put(name, family);
    names.add(name);
  }

  private @Nullable MetricType typeOf(String name) {
    Family family = families.get(name);
    return family == null ? null : family.type();
  }

  /** Self-metrics appear once there is something to say, also if it happened in this reading. */
  private void addSelfMetrics(List<Series> values, long nanos, long wallMillis) {
    for (Counter counter : silent) {
      Series value = counter.value() == 0 ? null : counter.series(nanos, wallMillis);
      if (value != null) {
        values.add(value);
        values.sort((a, b) -> a.id().compareTo(b.id()));
        show(counter);
        tellListeners();
      }
    }
  }

  /** After a series of that name was made or removed. */
  private void tellListeners(String name) {
    if (listenersApart || name.startsWith(SELF)) { // by threads that deliver
      tellListeners();
    } else {
      listeners.deliver();
    }
  }

  /** For threads that read, and for others that no listener may hold up. */
  private void tellListeners() {
    List<AskedSource> due = listeners.due();
    if (!due.isEmpty()) {
      asked.askApart(due);
    }
  }

  private void showDropped() {
    if (dropped.hasNews()) {
      synchronized (this) {
        dropped.show(
            metric -> {
              Tags tags = commonTags.and("metric", metric);
              return (Counter) add(DROPPED_RECORDS, tags, MetricType.COUNTER, null);
            });
      }
      dropped.log();
      tellListeners();
    }
  }

  private synchronized void show(Counter counter) {
    if (silent.remove(counter)) {
      shown.add(counter);
      sorted = null;
      listeners.added(counter.id(), MetricType.COUNTER);
    }
  }

  Clock clock() {
    return clock;
  }

  /** Lets the ticks happen that are due. */
  void tick() {
    long nanos = clock.nanoTime();
    long wallMillis = clock.wallMillis();
    for (Instrument instrument : instruments()) {
      if (instrument instanceof TickedInstrument ticked) {
        ticked.series(nanos, wallMillis);
      }
    }
  }

  /** Lets the ticks happen that lie in a step of time. */
  void pass(long from, long fromMillis, long to, long toMillis) {
    for (Instrument instrument : instruments()) {
      if (instrument instanceof TickedInstrument ticked) {
        ticked.pass(from, fromMillis, to, toMillis);
      }
    }
  }

  /** All that a snapshot shows, in order. */
  private Instrument[] instruments() {
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

  @Override
  public String toString() {
    return "Registry[" + instruments().length + " series]";
  }
}
