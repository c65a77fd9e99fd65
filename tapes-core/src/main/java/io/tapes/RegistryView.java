package io.tapes;

import java.util.List;
import java.util.Optional;

/** A registry seen through a prefix and tags; any thread. */
final class RegistryView implements Registry {
  private final Registry target;
  private final String prefix;
  private final Tags tags;

  RegistryView(Registry target, String prefix, Tags tags) {
    this.target = target;
    this.prefix = prefix;
    this.tags = tags;
  }

  @Override
  public MetricBuilder metric(String name) {
    return target.metric(full(name)).tags(tags);
  }

  @Override
  public Clock clock() {
    return target.clock();
  }

  @Override
  public void register(MetricSource source) {
    target.register(new SourceView(source, prefix, tags));
  }

  @Override
  public void remove(MetricSource source) {
    target.remove(new SourceView(source, prefix, tags));
  }

  @Override
  public Snapshot snapshot() {
    Snapshot all = target.snapshot();
    List<Series> seen =
        all.series().stream().filter(s -> ViewListener.shows(prefix, tags, s.id())).toList();
    return Snapshot.sorted(all.wallMillis(), seen);
  }

  @Override
  public boolean remove(String name, Tags own) {
    return target.remove(full(name), tags.and(own));
  }

  @Override
  public boolean remove(Instrument metric) {
    return ViewListener.shows(prefix, tags, metric.id()) && target.remove(metric);
  }

  @Override
  public LastValues lastValues() {
    return new LastValuesView(target.lastValues(), id -> ViewListener.shows(prefix, tags, id));
  }

  @Override
  public void addListener(SeriesListener listener) {
    target.addListener(new ViewListener(prefix, tags, listener));
  }

  @Override
  public List<Instrument> instruments() {
    return target.instruments().stream()
        .filter(one -> ViewListener.shows(prefix, tags, one.id()))
        .toList();
  }

  @Override
  public Optional<Series> read(Instrument metric) {
    return target.read(metric);
  }

  @Override
  public void remove(SeriesListener listener) {
    target.remove(new ViewListener(prefix, tags, listener));
  }

  /** Not this view: its prefix would hide them from those that look under {@code tapes.}. */
  @Override
  public Optional<Registry> selfMetrics() {
    return target.selfMetrics();
  }

  private String full(String name) {
    return prefix.isEmpty() ? name : prefix + name;
  }

  @Override
  public String toString() {
    return "RegistryView[" + prefix + "*" + tags + " of " + target + "]";
  }
}
