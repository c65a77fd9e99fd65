package io.tapes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What sources have said that they give. Under the lock of the sources. */
final class DescribedMetrics {
  private record Described(MetricSource source, List<MetricInfo> metrics, Tags tags) {}

  private final Map<MetricSource, Described> all = new HashMap<>();

  /** Notes what a source gives; throws a sentence if another one gives it already. */
  void add(MetricSource source) {
    List<MetricInfo> metrics = List.copyOf(source.describe());
    if (metrics.isEmpty()) {
      return;
    }
    Described next = new Described(source, metrics, SourceView.tagsOf(source));
    for (Described known : all.values()) {
      for (MetricInfo info : metrics) {
        refuseIfClashing(next, info, known);
      }
    }
    all.put(source, next);
  }

  private static void refuseIfClashing(Described next, MetricInfo info, Described known) {
    MetricInfo same = named(info.name(), known.metrics);
    if (same != null && (same.kind() != info.kind() || known.tags.equals(next.tags))) {
      throw new IllegalArgumentException(
          "metric source "
              + next.source
              + " gives the "
              + info.kind()
              + " '"
              + info.name()
              + "', which source "
              + known.source
              + " gives already as a "
              + same.kind()
              + "; register one of them through a view with a prefix, or with tags");
    }
  }

  private static @Nullable MetricInfo named(String name, List<MetricInfo> metrics) {
    for (MetricInfo info : metrics) {
      if (info.name().equals(name)) {
        return info;
      }
    }
    return null;
  }

  void remove(MetricSource source) {
    all.remove(source);
  }

  /**
   * Throws a sentence if a source describes what a registry counts itself.
   *
   * @param instruments those of the registry
   */
  static void refuseOwn(MetricSource source, List<Instrument> instruments, Tags commonTags) {
    List<MetricInfo> metrics = source.describe();
    if (metrics.isEmpty()) {
      return;
    }
    Tags tags = commonTags.and(SourceView.tagsOf(source));
    for (Instrument one : instruments) {
      if (one.id().tags().equals(tags) && named(one.id().name(), metrics) != null) {
        throw new IllegalArgumentException(
            "metric source "
                + source
                + " gives '"
                + one.id()
                + "', which is a metric of the registry already; rename one of them");
      }
    }
  }
}
