package io.tapes;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The filters of a registry, and what they have decided. Any thread. */
final class MetricFilters {
  /*
   * A decision depends on the name alone, so one is remembered for each name; of names without end,
   * as where ids are part of them, so many are.
   */
  private static final int MOST_REMEMBERED = 100_000;

  private final List<MetricFilter> filters;
  private final ConcurrentHashMap<String, MetricFilter.Naming> decided = new ConcurrentHashMap<>();

  MetricFilters(List<MetricFilter> filters) {
    this.filters = List.copyOf(filters);
  }

  boolean isEmpty() {
    return filters.isEmpty();
  }

  private MetricFilter.Naming decide(String name) {
    MetricFilter.Naming known = decided.get(name);
    if (known != null) {
      return known;
    }
    MetricFilter.Naming naming = MetricFilter.decide(filters, name);
    if (decided.size() < MOST_REMEMBERED) {
      decided.put(name, naming);
    }
    return naming;
  }

  /** What is asked for in place of a series; null if it is denied. */
  @Nullable SeriesId apply(String name, Tags tags) {
    if (isEmpty()) {
      return new SeriesId(name, tags);
    }
    MetricFilter.Naming naming = decide(name);
    String newName = naming.name();
    return newName == null ? null : new SeriesId(newName, naming.tags().apply(tags));
  }

  /** The same of a request. */
  @Nullable MetricRequest apply(MetricRequest asked) {
    if (isEmpty()) {
      return asked;
    }
    SeriesId id = apply(asked.name(), asked.tags());
    return id == null ? null : asked.named(id.name()).tagged(id.tags());
  }

  /** The same of a series that is kept elsewhere. */
  @Nullable Series apply(Series given) {
    if (isEmpty()) {
      return given;
    }
    SeriesId id = apply(given.name(), given.tags());
    return id == null ? null : id.equals(given.id()) ? given : given.withId(id);
  }
}
