package io.tapes;

import io.tapes.sources.AskedSource;
import io.tapes.sources.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry of one process: hands out its instruments, and reads them all. */
final class LocalRegistry implements Registry, TickTarget {
  /*
   * Which series there are is kept by the catalogue, whose lock also guards what belongs to making
   * and removing them. Reading takes no lock of the registry's: each instrument guards its own
   * reader state.
   */
  private final Clock clock;
  private final Ticking ticking;
  private final Tags commonTags;
  private final MetricFilters filters;
  private final InstrumentFactory factory;
  private final Catalogue catalogue;
  private final InstrumentLookup lookup;
  private final FollowedInstruments followed;
  private final ShownSelfMetrics shownSelf;
  private final SeriesListeners listeners;
  private final boolean listenersApart;
  private final EndedLog ended;
  private final MetricSources sources;
  private final SourceReader asked;
  private final ExemplarSampler exemplars;

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
    this.sources = new MetricSources(asked, filters, commonTags, clock);
    this.exemplars = settings.exemplars();
    this.factory = new InstrumentFactory(clock, ticking, storage, exemplars);
    SelfMetrics self =
        new SelfMetrics(
            factory,
            commonTags,
            sources.errors(),
            new Counter(exemplars.failures(), null),
            storage.refused().map(refused -> new Counter(refused, null)).orElse(null));
    this.listeners = new SeriesListeners(self.listenerErrors());
    this.ended = EndedLog.inHeap(settings.maxSeries(), self.lostEnds()::increment);
    this.catalogue =
        new Catalogue(
            factory, self, listeners, settings.maxSeries(), commonTags, this::startTicking);
    this.shownSelf = new ShownSelfMetrics(self, catalogue, commonTags);
    this.followed = new FollowedInstruments(catalogue, self, asked, sources.errors());
    this.lookup = new InstrumentLookup(settings, catalogue, followed, this::tellListeners);
  }

  private void startTicking(Instrument made) {
    if (!ticks && made instanceof TickedInstrument) {
      ticks = true;
      ticking.start(this);
    }
  }

  @Override
  public MetricBuilder metric(String name) {
    return new MetricBuilder(name, lookup::find);
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return (Counter) lookup.find(name, tags, MetricKind.COUNTER);
  }

  @Override
  public Meter meter(String name, Tags tags) {
    return (Meter) lookup.find(name, tags, MetricKind.METER);
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return (Histogram) lookup.find(name, tags, MetricKind.HISTOGRAM);
  }

  @Override
  public Timer timer(String name, Tags tags) {
    return (Timer) lookup.find(name, tags, MetricKind.TIMER);
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return (Gauge) lookup.find(name, tags, MetricKind.GAUGE);
  }

  @Override
  public LastValues lastValues() {
    return ended.open();
  }

  @Override
  public Snapshot snapshot() {
    asked.ask();
    if (shownSelf.showDropped()) {
      tellListeners();
    }
    exemplars.tellFailure();
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
    if (shownSelf.addNew(values, nanos, wallMillis)) {
      tellListeners();
    }
    return Snapshot.sorted(wallMillis, sources.with(values));
  }

  @Override
  public void register(MetricSource source) {
    DescribedMetrics.refuseOwn(source, instruments(), commonTags);
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
    followed.forget(removed);
    if (removed.info().kind().shape() == Shape.LEVEL) {
      removed.end(clock.nanoTime(), clock.wallMillis()); // a moment's, and gone with it
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
