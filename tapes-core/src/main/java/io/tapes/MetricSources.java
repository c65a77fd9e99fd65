package io.tapes;

import io.tapes.sources.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sources registered with a registry. Any thread may use an instance. */
final class MetricSources {
  private final CopyOnWriteArrayList<CollectedSource> sources = new CopyOnWriteArrayList<>();
  private final DescribedMetrics described = new DescribedMetrics();
  private final Counter errors = new Counter();
  private final SourceReader asked;
  private final MetricFilters filters;
  private final Tags commonTags;
  private final Clock clock;

  MetricSources(SourceReader asked, MetricFilters filters, Tags commonTags, Clock clock) {
    this.asked = asked;
    this.filters = filters;
    this.commonTags = commonTags;
    this.clock = clock;
  }

  Counter errors() {
    return errors;
  }

  synchronized void add(MetricSource source) {
    CollectedSource added = new CollectedSource(source, filters, commonTags, clock, errors);
    if (sources.stream().noneMatch(known -> known.source().equals(source))) {
      described.add(source);
      sources.add(added);
      asked.add(added);
    }
  }

  synchronized void remove(MetricSource source) {
    for (CollectedSource known : sources) {
      if (known.source().equals(source)) {
        sources.remove(known);
        described.remove(source);
        asked.remove(known);
      }
    }
  }

  /**
   * A registry's own series and those that its sources gave last, in order.
   *
   * @param own in order
   */
  List<Series> with(List<Series> own) {
    if (sources.isEmpty()) {
      return own;
    }
    List<Series> others = new ArrayList<>();
    for (CollectedSource source : sources) {
      others.addAll(source.answer());
    }
    others.sort((a, b) -> a.id().compareTo(b.id())); // stable: the first of equals stays first
    return merged(own, others);
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
