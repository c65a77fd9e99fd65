package io.tapes;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All series of one metric in a snapshot, and what is said of them once.
 *
 * @param info what is said of the metric
 * @param series its series, ordered by their tags
 */
public record Family(MetricInfo info, List<Series> series) {
  /**
   * Returns the dotted name.
   *
   * @return the name of the metric
   */
  public String name() {
    return info.name();
  }

  /** The families of ordered series: those of one name, where they are of one kind. */
  static List<Family> of(List<Series> ordered) {
    List<Family> families = new ArrayList<>();
    int from = 0;
    while (from < ordered.size()) {
      Series first = ordered.get(from);
      MetricInfo info = first.info();
      boolean alike = true;
      int to = from + 1;
      for (; to < ordered.size() && ordered.get(to).name().equals(first.name()); to++) {
        MetricInfo next = ordered.get(to).info();
        alike &= next.kind() == info.kind();
        info = alike ? merged(info, next) : info;
      }
      List<Series> all = ordered.subList(from, to);
      if (alike) {
        families.add(new Family(info, all));
      } else {
        addEachKind(all, families);
      }
      from = to;
    }
    return List.copyOf(families);
  }

  @SuppressWarnings("ReferenceEquality") // series of one registry share theirs: the short way
  private static MetricInfo merged(MetricInfo first, MetricInfo next) {
    return first == next ? first : first.or(next);
  }

  /** Sources and sums of snapshots may bring series of several kinds under one name. */
  private static void addEachKind(List<Series> all, List<Family> families) {
    Map<MetricKind, List<Series>> byKind = new EnumMap<>(MetricKind.class);
    for (Series one : all) {
      byKind.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(one);
    }
    byKind.values().forEach(alike -> families.addAll(of(List.copyOf(alike))));
  }
}
