package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The sources registered with a registry. Any thread may use an instance. */
final class MetricSources {
  private final CopyOnWriteArrayList<MetricSource> sources = new CopyOnWriteArrayList<>();
  private final Counter errors = new Counter();
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(MetricSource.class));
  private final Tags commonTags;

  MetricSources(Tags commonTags) {
    this.commonTags = commonTags;
  }

  Counter errors() {
    return errors;
  }

  void add(MetricSource source) {
    sources.addIfAbsent(Objects.requireNonNull(source, "the metric source is null; pass one"));
  }

  void remove(MetricSource source) {
    sources.remove(source);
  }

  /**
   * A registry's own series and those of its sources, in order.
   *
   * @param own in order
   */
  List<Series> with(List<Series> own) {
    if (sources.isEmpty()) {
      return own;
    }
    List<Series> others = new ArrayList<>();
    for (MetricSource source : sources) {
      try {
        source.collect(series -> others.add(tagged(series)));
      } catch (Throwable e) { // whatever a source does, the other series are reported
        errors.increment();
        log.warn("series are missing: a source failed with " + LogLimiter.describe(e), e);
      }
    }
    others.sort((a, b) -> a.id().compareTo(b.id())); // stable: the first of equals stays first
    return merged(own, others);
  }

  private Series tagged(Series series) {
    return commonTags.isEmpty()
        ? Objects.requireNonNull(series, "the series is null; leave it out")
        : new Series(new SeriesId(series.name(), commonTags.and(series.tags())), series.value());
  }

  private static List<Series> merged(List<Series> own, List<Series> others) {
    List<Series> all = new ArrayList<>(own.size() + others.size());
    int next = 0;
    for (Series one : own) {
      while (next < others.size() && others.get(next).id().compareTo(one.id()) < 0) {
        addUnlessLast(all, others.get(next++));
      }
      while (next < others.size() && others.get(next).id().equals(one.id())) {
        next++;
      }
      all.add(one);
    }
    while (next < others.size()) {
      addUnlessLast(all, others.get(next++));
    }
    return all;
  }

  private static void addUnlessLast(List<Series> all, Series series) {
    if (all.isEmpty() || !all.get(all.size() - 1).id().equals(series.id())) {
      all.add(series);
    }
  }
}
