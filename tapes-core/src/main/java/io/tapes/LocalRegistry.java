package io.tapes;

import io.tapes.sources.AskedSource;
import io.tapes.sources.SourceReader;
import io.tapes.support.LogLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The registry of one process: hands out its instruments, and reads them all. */
final class LocalRegistry implements Registry, TickTarget {
  /*
   * Which series there are is kept by the catalogue, whose lock also guards what belongs to making
   * and removing them. Reading takes no lock of the registry's: each instrument guards its own
   * reader state.
   */
  /** Which part of the heap the last values of removed series may take that nobody fetches. */
  private static final int ENDED_PART = 16;

  private final Clock clock;
  private final Ticking ticking;
  private final Tags commonTags;
  private final MetricFilters filters;
  private final SelfMetrics self;
  private final Catalogue catalogue;
  private final InstrumentFactory factory;
  private final SeriesListeners listeners;
  private final boolean listenersApart;
  private final LogLimiter log = RegistryLog.limited();
  private final EndedLog ended;
  private final MetricSources sources;
  private final SourceReader asked;
  private final FollowedGauges followed;
  private final FollowedCounters followedCounters;

  /** Whether something ticks; guarded by the catalogue. */
  private boolean ticks;

  LocalRegistry(RegistrySettings settings) {
    Storage storage = settings.storage();
    this.listenersApart = settings.listenersApart();
    this.clock = settings.clock();
    this.ticking = settings.ticking().with(clock);
    this.commonTags = settings.commonTags();
    this.filters = settings.filters();
    this.asked = new SourceReader(clock::nanoTime, settings.sourceTimeout());
    this.followed = new FollowedGauges(asked);
    this.sources = new MetricSources(asked, filters, commonTags, clock);
    this.followedCounters = new FollowedCounters(asked, sources.errors());
    this.factory = new InstrumentFactory(clock, ticking, storage);
    this.self =
        new SelfMetrics(
            factory,
            commonTags,
            sources.errors(),
            storage.refused().map(refused -> new Counter(refused, null)).orElse(null));
    this.listeners = new SeriesListeners(self.listenerErrors());
    int maxSeries = settings.maxSeries();
    this.ended =
        new EndedLog(
            maxSeries, Runtime.getRuntime().maxMemory() / ENDED_PART, self.lostEnds()::increment);
    this.catalogue =
        new Catalogue(factory, self, listeners, maxSeries, commonTags, this::startTicking);
  }

  private void startTicking(Instrument made) {
    if (!ticks && made instanceof TickedInstrument) {
      ticks = true;
      ticking.start(this);
    }
  }

  @Override
  public MetricBuilder metric(String name) {
    return new MetricBuilder(name, this::find);
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return (Counter) find(name, tags, MetricKind.COUNTER);
  }

  @Override
  public Meter meter(String name, Tags tags) {
    return (Meter) find(name, tags, MetricKind.METER);
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return (Histogram) find(name, tags, MetricKind.HISTOGRAM);
  }

  @Override
  public Timer timer(String name, Tags tags) {
    return (Timer) find(name, tags, MetricKind.TIMER);
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return (Gauge) find(name, tags, MetricKind.GAUGE);
  }

  /** The short way to what there is already. */
  private Instrument find(String name, Tags tags, MetricKind kind) {
    if (!filters.isEmpty()) {
      return find(MetricRequest.of(name, tags, kind));
    }
    Tags all = commonTags.and(tags);
    Instrument known = catalogue.find(name, all, kind);
    return known == null ? make(MetricRequest.of(name, all, kind)) : known;
  }

  private Instrument make(MetricRequest request) {
    Instrument made = catalogue.make(request);
    tellListeners(request.name());
    return made;
  }

  private Instrument find(MetricRequest given) {
    MetricRequest passed = filters.apply(given);
    if (passed == null) {
      return factory.denied(given.kind(), self);
    }
    MetricRequest request = passed.tagged(commonTags.and(passed.tags()));
    Instrument known = catalogue.find(request);
    Instrument found = known == null ? make(request) : known;
    ForeignCount count = request.count();
    if (count != null) {
      return follows(found, count) ? found : find(given);
    }
    DoubleSupplier source = request.source();
    if (source == null) {
      return found;
    }
    Gauge follows = following((Gauge) found, source);
    return follows == null ? find(given) : follows;
  }

  /** Has a counter follow a count; false if it was removed meanwhile. */
  private boolean follows(Instrument counter, ForeignCount count) {
    synchronized (catalogue) {
      boolean there = catalogue.has(counter);
      if (there) {
        followedCounters.follow(counter, count);
      }
      return there;
    }
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

  private @Nullable Gauge followingLocked(Gauge gauge, DoubleSupplier source) {
    synchronized (catalogue) {
      if (gauge.calls(source)) {
        return gauge;
      }
      if (!gauge.hasSource()) {
        followed.follow(gauge, source);
        return gauge;
      }
      Gauge successor = (Gauge) catalogue.replace(gauge);
      if (successor != null) {
        followed.forget(gauge);
        followed.follow(successor, source);
        self.gaugeReplaced().increment();
      }
      return successor;
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
    Instrument[] all = catalogue.instruments();
    List<Series> values = new ArrayList<>(all.length);
    boolean ordered = true;
    for (Instrument instrument : all) {
      ordered &= instrument.addTo(values, nanos, wallMillis);
    }
    if (!ordered) {
      values.sort((a, b) -> a.id().compareTo(b.id()));
    }
    addSelfMetrics(values, nanos, wallMillis);
    return Snapshot.sorted(wallMillis, sources.with(values));
  }

  /** Self-metrics appear once there is something to say, also if it happened in this reading. */
  private void addSelfMetrics(List<Series> values, long nanos, long wallMillis) {
    for (Counter counter : self.speaking()) {
      Series value = counter.series(nanos, wallMillis);
      if (value != null) {
        values.add(value);
        values.sort((a, b) -> a.id().compareTo(b.id()));
        catalogue.show(counter);
        tellListeners();
      }
    }
  }

  private void showDropped() {
    DroppedRecords dropped = self.dropped();
    if (!dropped.hasNews()) {
      return;
    }
    String name = SelfMetrics.DROPPED_RECORDS;
    synchronized (catalogue) {
      dropped.show(
          metric -> {
            SeriesId id = new SeriesId(name, commonTags.and("metric", metric));
            return (Counter) catalogue.add(id, MetricInfo.of(name, MetricKind.COUNTER), 0);
          });
    }
    dropped.log();
    tellListeners();
  }

  @Override
  public void register(MetricSource source) {
    sources.add(source);
  }

  @Override
  public void remove(MetricSource source) {
    sources.remove(source);
  }

  @Override
  public boolean remove(String name, Tags tags) {
    SeriesId id = filters.apply(name, tags);
    return id != null && remove(id.name(), commonTags.and(id.tags()), null);
  }

  @Override
  public boolean remove(Instrument metric) {
    return remove(metric.id().name(), metric.id().tags(), metric);
  }

  private boolean remove(String name, Tags tags, @Nullable Instrument expected) {
    boolean removed = catalogue.remove(name, tags, expected, this::end);
    tellListeners(name);
    return removed;
  }

  /** Keeps the last value for those who read these, and in the box. */
  private void end(Instrument removed) {
    Series last = null;
    followedCounters.forget(removed);
    if (removed instanceof Gauge gauge) {
      followed.forget(gauge);
    } else if (removed.info().kind().shape() == Shape.LEVEL) {
      removed.end(clock.nanoTime(), clock.wallMillis()); // gone at once, as a gauge is
    } else if (factory.keepsEnds() || ended.isRead()) {
      last = removed.end(clock.nanoTime(), clock.wallMillis());
    }
    long number = last == null ? 0 : ended.add(last);
    removed.forEachId(id -> factory.end(id, number));
  }

  @Override
  public void addListener(SeriesListener listener) {
    catalogue.listen(listener);
    listeners.deliver();
  }

  @Override
  public List<Instrument> instruments() {
    return List.of(catalogue.instruments());
  }

  @Override
  public Optional<Series> read(Instrument metric) {
    return Optional.ofNullable(metric.series(clock.nanoTime(), clock.wallMillis()));
  }

  @Override
  public void remove(SeriesListener listener) {
    synchronized (catalogue) {
      listeners.remove(listener);
    }
  }

  /** After a series of that name was made or removed. */
  private void tellListeners(String name) {
    if (listenersApart || name.startsWith(SelfMetrics.PREFIX)) { // by threads that deliver
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

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void tick() {
    long nanos = clock.nanoTime();
    long wallMillis = clock.wallMillis();
    for (Instrument instrument : catalogue.instruments()) {
      if (instrument instanceof TickedInstrument ticked) {
        ticked.series(nanos, wallMillis);
      }
    }
  }

  @Override
  public void pass(long from, long fromMillis, long to, long toMillis) {
    for (Instrument instrument : catalogue.instruments()) {
      if (instrument instanceof TickedInstrument ticked) {
        ticked.pass(from, fromMillis, to, toMillis);
      }
    }
  }

  @Override
  public String toString() {
    return "Registry[" + catalogue.instruments().length + " series]";
  }
}
