package io.tapes.reporters.prometheus;

import io.tapes.Family;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The families of a snapshot, sorted by name, and sentences about what did not fit.
 *
 * <p>A family claims all its sample names in both formats, so that switching the format never
 * changes what is shown. In the order of dotted names: the first metric gets the names; a later one
 * that mangles to the same family and kind joins it if no label set stands in both, and is left out
 * as a whole otherwise, since half a metric would show wrong sums.
 */
final class PrometheusPage {
  /*
   * Nearly every family is the only one that could want its names. So claims are not written down
   * one by one: two families can only clash if they have the same name, or if the name of one is
   * that of the other and a suffix. Only where there is such a name are all claims compared.
   */
  private final Map<String, PrometheusFamily> families;

  /** The names of families without the suffix that they happen to end with. */
  private final Set<String> unsuffixed = new HashSet<>();

  private final List<String> leftOut = new ArrayList<>();
  private final PrometheusSettings settings;

  PrometheusPage(Snapshot snapshot, PrometheusSettings settings) {
    this.settings = settings;
    List<Family> all = snapshot.families();
    families = new HashMap<>(2 * all.size());
    for (int i = 0; i < all.size(); i++) {
      String name = all.get(i).name();
      int from = i;
      while (i + 1 < all.size() && all.get(i + 1).name().equals(name)) {
        i++;
      }
      addMetric(all.subList(from, i + 1));
    }
  }

  Collection<PrometheusFamily> families() {
    List<PrometheusFamily> sorted = new ArrayList<>(families.values());
    sorted.sort((a, b) -> a.name.compareTo(b.name));
    return sorted;
  }

  @Nullable PrometheusFamily family(String name) {
    return families.get(name);
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

  /** Adds the families of one name, which is one unless they were put together by hand. */
  private void addMetric(List<Family> named) {
    MetricInfo info = named.get(0).info();
    boolean summary = settings.forms().of(info.name()).summary();
    Map<PrometheusKind, List<Series>> byKind = new TreeMap<>();
    for (Family family : named) {
      if (family.info().kind() == MetricKind.LONG_TASK_TIMER) {
        addParts(family);
        continue;
      }
      for (Series one : family.series()) {
        if (one.fields().isEmpty()) { // a maximum without an update
          continue;
        }
        byKind
            .computeIfAbsent(PrometheusKind.of(one, summary), kind -> new ArrayList<>(1))
            .add(one);
      }
    }
    // One series that is a gauge makes gauges of its siblings: they belong together.
    makeGauges(byKind, PrometheusKind.COUNTER);
    makeGauges(byKind, PrometheusKind.STATE_SET);
    byKind.forEach((kind, series) -> add(kind, info, series));
  }

  private static void makeGauges(Map<PrometheusKind, List<Series>> byKind, PrometheusKind kind) {
    List<Series> others = byKind.get(kind);
    List<Series> gauges = byKind.get(PrometheusKind.GAUGE);
    if (others != null && gauges != null) {
      gauges.addAll(others);
      gauges.sort((a, b) -> a.id().compareTo(b.id()));
      byKind.remove(kind);
    }
  }

  /** A family of gauges for each field. */
  private void addParts(Family family) {
    Map<String, List<Series>> parts = new LinkedHashMap<>();
    for (Series one : family.series()) {
      for (Series part : one.parts()) {
        parts.computeIfAbsent(part.name(), name -> new ArrayList<>(1)).add(part);
      }
    }
    parts.values().forEach(series -> add(PrometheusKind.GAUGE, series.get(0).info(), series));
  }

  private void add(PrometheusKind kind, MetricInfo first, List<Series> series) {
    MetricInfo own = series.get(0).info();
    MetricInfo info = own.kind() == first.kind() ? first : own;
    String origin = info.name();
    String name = kind.family(info, settings.naming());
    if (kind.claims(name).stream().anyMatch(settings.taken().metrics()::contains)) {
      leftOut.add(
          "metric '"
              + origin
              + "' is left out: the reader of this page has a metric '"
              + name
              + "' of its own; rename yours");
      return;
    }
    PrometheusFamily known = families.get(name);
    if (known != null && known.kind == kind && !known.sharesLabels(series)) {
      known.add(series, leftOut);
      return;
    }
    String base = PrometheusKind.unsuffixed(name);
    boolean contested =
        known != null || unsuffixed.contains(name) || (base != null && families.containsKey(base));
    for (String claim : contested ? kind.claims(name) : List.<String>of()) {
      PrometheusFamily owner = owner(claim);
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
    PrometheusFamily family =
        new PrometheusFamily(name, kind, settings.bounds().apply(info), settings);
    family.add(series, leftOut);
    families.put(name, family);
    if (base != null) {
      unsuffixed.add(base);
    }
  }

  /** Which family has a sample of that name. */
  @Nullable PrometheusFamily owner(String claim) {
    PrometheusFamily family = families.get(claim);
    String base = PrometheusKind.unsuffixed(claim);
    if (family == null && base != null) {
      family = families.get(base);
      return family != null && family.kind.claims(base).contains(claim) ? family : null;
    }
    return family;
  }
}
