package io.tapes.reporters.format;

import io.tapes.Series;
import io.tapes.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The families of a snapshot, sorted by name, and sentences about what did not fit.
 *
 * <p>A family claims all its sample names in both formats, so that switching the format never
 * changes what is shown. In the order of dotted names: the first metric gets the names; a later one
 * that mangles to the same family and kind joins it if no label set stands in both, and is left out
 * as a whole otherwise, since half a metric would show wrong sums.
 */
final class PrometheusPage {
  private final Map<String, PrometheusFamily> families = new TreeMap<>();
  private final Map<String, PrometheusFamily> claims = new HashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final PrometheusNaming naming;

  PrometheusPage(Snapshot snapshot, PrometheusNaming naming) {
    this.naming = naming;
    List<Series> all = snapshot.series();
    int from = 0;
    for (int i = 1; i <= all.size(); i++) {
      if (i == all.size() || !all.get(i).name().equals(all.get(from).name())) {
        addMetric(all.subList(from, i));
        from = i;
      }
    }
  }

  Collection<PrometheusFamily> families() {
    return families.values();
  }

  /** Keeps the families that one of the names belongs to, as a family or as a sample. */
  void retain(Set<String> names) {
    families
        .values()
        .removeIf(
            family ->
                !names.contains(family.name)
                    && family.kind.claims(family.name).stream().noneMatch(names::contains));
  }

  List<String> leftOut() {
    return leftOut;
  }

  /** Adds the series of one name, which form one family unless they were put together by hand. */
  private void addMetric(List<Series> series) {
    Map<PrometheusKind, List<Series>> byKind = new TreeMap<>();
    for (Series one : series) {
      byKind.computeIfAbsent(PrometheusKind.of(one.value()), kind -> new ArrayList<>()).add(one);
    }
    // One series that went down makes gauges of its siblings: they belong together.
    List<Series> counters = byKind.get(PrometheusKind.COUNTER);
    List<Series> gauges = byKind.get(PrometheusKind.GAUGE);
    if (counters != null && gauges != null) {
      gauges.addAll(counters);
      gauges.sort((a, b) -> a.id().compareTo(b.id()));
      byKind.remove(PrometheusKind.COUNTER);
    }
    byKind.forEach(this::add);
  }

  private void add(PrometheusKind kind, List<Series> series) {
    String origin = series.get(0).name();
    String name = kind.family(origin, naming);
    PrometheusFamily known = families.get(name);
    if (known != null && known.kind == kind && !known.sharesLabels(series)) {
      known.add(series, leftOut);
      return;
    }
    List<String> claimed = kind.claims(name);
    for (String claim : claimed) {
      PrometheusFamily owner = claims.get(claim);
      if (owner != null) {
        leftOut.add(
            "metric '"
                + origin
                + "' is left out: the Prometheus name '"
                + claim
                + "' is taken by '"
                + owner.origin
                + "'; rename one of them");
        return;
      }
    }
    PrometheusFamily family = new PrometheusFamily(name, kind, origin, naming);
    family.add(series, leftOut);
    families.put(name, family);
    claimed.forEach(claim -> claims.put(claim, family));
  }
}
