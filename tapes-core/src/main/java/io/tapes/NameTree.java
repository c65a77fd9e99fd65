package io.tapes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the one arrangement of names that a nested map cannot show: a child named like a field of
 * its parent. Guarded by its owner's lock.
 */
final class NameTree {
  /*
   * Whether a name in use stands above a new one is a question to the registry's own map. Whether
   * one stands below a field of a new metric needs a look downwards, so names that have a field's
   * name for a segment are remembered under it. Few have: the tree costs next to nothing.
   *
   * A name is remembered under nodes that can be told from the name alone, so adding and removing
   * it touches no node but its own, however many names there are. Each node keeps its names in the
   * order of their arrival: one of them is found for the message without a search.
   */
  private static final Set<String> FIELDS =
      Arrays.stream(MetricKind.values())
          .flatMap(kind -> kind.fields().stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Function<String, @Nullable MetricKind> kinds;
  private final Map<String, Set<String>> belowFields;

  /** A tree of the names that have a kind. */
  NameTree(Function<String, @Nullable MetricKind> kinds) {
    this(kinds, new HashMap<>());
  }

  /** With an empty map for its nodes, which a test can watch. */
  NameTree(Function<String, @Nullable MetricKind> kinds, Map<String, Set<String>> belowFields) {
    this.kinds = kinds;
    this.belowFields = belowFields;
  }

  /** Throws if a metric of this name and kind may not be added. */
  void check(String name, MetricKind kind) {
    Names.check("metric name", name);
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String field = segment(name, dot + 1);
      if (FIELDS.contains(field)) {
        String parent = name.substring(0, dot);
        MetricKind parentKind = kinds.apply(parent);
        if (parentKind != null && parentKind.fields().contains(field)) {
          throw clash(name, field, parentKind, parent);
        }
      }
    }
    for (String field : kind.fields()) {
      Set<String> below = belowFields.get(name + "." + field);
      if (below != null) {
        throw clash(below.iterator().next(), field, kind, name);
      }
    }
  }

  void add(String name) {
    for (int start = name.indexOf('.') + 1; start > 0; start = name.indexOf('.', start) + 1) {
      if (FIELDS.contains(segment(name, start))) {
        belowFields.computeIfAbsent(upTo(name, start), node -> new LinkedHashSet<>()).add(name);
      }
    }
  }

  void remove(String name) {
    for (int start = name.indexOf('.') + 1; start > 0; start = name.indexOf('.', start) + 1) {
      if (FIELDS.contains(segment(name, start))) {
        belowFields.computeIfPresent(
            upTo(name, start),
            (node, below) -> below.remove(name) && below.isEmpty() ? null : below);
      }
    }
  }

  private static String segment(String name, int start) {
    int end = name.indexOf('.', start);
    return name.substring(start, end < 0 ? name.length() : end);
  }

  /** The name with the segment that starts there as its last. */
  private static String upTo(String name, int start) {
    int end = name.indexOf('.', start);
    return end < 0 ? name : name.substring(0, end);
  }

  private static IllegalArgumentException clash(
      String child, String field, MetricKind kind, String parent) {
    return new IllegalArgumentException(
        "metric '"
            + child
            + "' would hide the field '"
            + field
            + "' of the "
            + kind
            + " '"
            + parent
            + "' in the nested map; rename one of them");
  }
}
