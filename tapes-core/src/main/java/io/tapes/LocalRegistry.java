package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The registry of one process: finds instruments, makes them, and reads them all. */
final class LocalRegistry implements Registry {
  /*
   * A look-up is one or two reads of concurrent maps: name to family, tags to instrument. Only
   * making a new series, or asking for a new name beyond the limit, takes the lock. Reading takes
   * none of the registry's: it walks a sorted array of all series that is rebuilt after series were
   * added, and each instrument guards its own reader state.
   */
  private final Clock clock;
  private final int maxSeries;
  private final Tags commonTags;
  private final Tags overflowTags;
  private final ConcurrentHashMap<String, Family> families = new ConcurrentHashMap<>();
  private final NameTree names = new NameTree();
  private final List<Entry> unsorted = new ArrayList<>();
  private final @Nullable BlackBox box;
  private final Counter dropped;
  private final Counter overflow;
  private final Counter gaugeErrors;
  private volatile Entry @Nullable [] sorted;
  private volatile boolean full;
  private int series;

  LocalRegistry(Clock clock, int maxSeries, Tags commonTags, @Nullable BlackBox box) {
    this.box = box;
    this.clock = clock;
    this.maxSeries = maxSeries;
    this.commonTags = commonTags;
    this.overflowTags = commonTags.and("overflow", "true");
    dropped = addSelfMetric("tapes.dropped");
    overflow = addSelfMetric("tapes.overflow");
    gaugeErrors = addSelfMetric("tapes.gauge.errors");
    if (box != null) {
      addSelfMetric("tapes.blackbox.outside", box.outside());
    }
    for (MetricType type : MetricType.values()) {
      // Theirs from the start, so that no metric of another type can stand in the overflow's way.
      String name = overflowName(type);
      families.put(name, new Family(name, type, Aggregation.LIVE_SUM));
      names.add(name, type);
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
    gauge.follow(source);
    return gauge;
  }

  @Override
  public Gauge gauge(String name, Tags tags, Aggregation aggregation, DoubleSupplier source) {
    Gauge gauge = gauge(name, tags, aggregation);
    gauge.follow(source);
    return gauge;
  }

  @Override
  public Snapshot snapshot() {
    long nanos = clock.nanoTime();
    long wallMillis = clock.wallMillis();
    Entry[] all = sortedEntries();
    List<Series> values = new ArrayList<>(all.length);
    for (Entry entry : all) {
      Series value = entry.read(nanos, wallMillis);
      if (value != null) {
        values.add(value);
      }
    }
    return Snapshot.sorted(wallMillis, values);
  }

  private Instrument find(
      String name, Tags ownTags, MetricType type, @Nullable Aggregation aggregation) {
    Tags tags = commonTags.and(ownTags);
    Family family = families.get(name);
    if (family != null) {
      family.require(type, aggregation);
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
    return make(name, tags, type, aggregation);
  }

  private synchronized Instrument make(
      String name, Tags tags, MetricType type, @Nullable Aggregation aggregation) {
    Family family = families.get(name);
    if (family == null) {
      names.check(name, type);
    } else {
      family.require(type, aggregation);
      Instrument known = family.get(tags);
      if (known != null) {
        return known;
      }
    }
    if (full) {
      overflow.increment();
      return add(family == null ? overflowName(type) : name, overflowTags, type, aggregation);
    }
    full = ++series == maxSeries;
    return add(name, tags, type, aggregation);
  }

  private static String overflowName(MetricType type) {
    return "tapes.overflow." + type;
  }

  private Instrument add(
      String name, Tags tags, MetricType type, @Nullable Aggregation aggregation) {
    Family family = families.get(name);
    if (family == null) {
      family = new Family(name, type, aggregation == null ? Aggregation.LIVE_SUM : aggregation);
      names.add(name, type);
    }
    Instrument known = family.get(tags);
    if (known != null) {
      return known;
    }
    Instrument made = create(new SeriesId(name, tags), type, family.aggregation());
    family.put(tags, made);
    families.put(name, family);
    unsorted.add(new Entry(new SeriesId(name, tags), made, false));
    sorted = null;
    return made;
  }

  private Instrument create(SeriesId id, MetricType type, Aggregation aggregation) {
    if (box != null) {
      return createInBox(box, id, type, aggregation);
    }
    return switch (type) {
      case COUNTER -> new Counter();
      case METER -> new Meter(clock.nanoTime(), dropped);
      case HISTOGRAM -> new Histogram(dropped);
      case TIMER -> new Timer(clock, dropped);
      case GAUGE ->
          new Gauge(new GaugeCell.OnHeap(), id.name(), aggregation, clock, dropped, gaugeErrors);
    };
  }

  private Instrument createInBox(
      BlackBox to, SeriesId id, MetricType type, Aggregation aggregation) {
    return switch (type) {
      case COUNTER -> to.counter(id);
      case METER -> to.meter(id, clock.nanoTime(), dropped);
      case HISTOGRAM -> new Histogram(to.recorder(id, type), dropped);
      case TIMER -> new Timer(to.recorder(id, type), clock, dropped);
      case GAUGE ->
          new Gauge(to.gauge(id, aggregation), id.name(), aggregation, clock, dropped, gaugeErrors);
    };
  }

  private Counter addSelfMetric(String name) {
    Counter counter = box == null ? new Counter() : box.counter(new SeriesId(name, commonTags));
    addSelfMetric(name, counter);
    return counter;
  }

  private void addSelfMetric(String name, Counter counter) {
    Family family = new Family(name, MetricType.COUNTER, Aggregation.SUM);
    family.put(commonTags, counter);
    families.put(name, family);
    names.add(name, MetricType.COUNTER);
    unsorted.add(new Entry(new SeriesId(name, commonTags), counter, true));
  }

  private Entry[] sortedEntries() {
    Entry[] known = sorted;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      unsorted.sort((a, b) -> a.id.compareTo(b.id));
      Entry[] all = unsorted.toArray(Entry[]::new);
      sorted = all;
      return all;
    }
  }

  @Override
  public String toString() {
    return "Registry[" + sortedEntries().length + " series]";
  }

  /** One series, with the last value read, which is reused while it does not change. */
  private static final class Entry {
    final SeriesId id;
    final Instrument instrument;

    /** Self-metrics appear once there is something to say. */
    final boolean hiddenAtZero;

    private volatile @Nullable Series last;

    Entry(SeriesId id, Instrument instrument, boolean hiddenAtZero) {
      this.id = id;
      this.instrument = instrument;
      this.hiddenAtZero = hiddenAtZero;
    }

    @Nullable Series read(long nanos, long wallMillis) {
      MetricValue value = instrument.read(nanos, wallMillis);
      if (value == null || (hiddenAtZero && ((CounterValue) value).value() == 0)) {
        return null;
      }
      Series known = last;
      if (known != null && known.value() == value) {
        return known;
      }
      Series next = new Series(id, value);
      last = next;
      return next;
    }
  }
}
