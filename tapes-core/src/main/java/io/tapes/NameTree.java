package io.tapes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
   */
  private static final Set<String> FIELDS =
      Arrays.stream(MetricType.values())
          .flatMap(type -> type.fields().stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Function<String, @Nullable MetricType> types;
  private final Map<String, TreeSet<String>> belowFields = new HashMap<>();

  /** A tree of the names that have a type. */
  NameTree(Function<String, @Nullable MetricType> types) {
    this.types = types;
  }

  /** Throws if a metric of this name and type may not be added. */
  void check(String name, MetricType type) {
    Names.check("metric name", name);
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String parent = name.substring(0, dot);
      MetricType parentType = types.apply(parent);
      if (parentType != null && parentType.fields().contains(segment(name, dot + 1))) {
        throw clash(name, segment(name, dot + 1), parentType, parent);
      }
    }
    for (String field : type.fields()) {
      TreeSet<String> below = belowFields.get(name + "." + field);
      if (below != null) {
        throw clash(below.first(), field, type, name);
      }
    }
  }

  void add(String name) {
    for (int start = name.indexOf('.') + 1; start > 0; start = name.indexOf('.', start) + 1) {
      if (FIELDS.contains(segment(name, start))) {
        belowFields.computeIfAbsent(upTo(name, start), node -> new TreeSet<>()).add(name);
      }
    }
  }

  void remove(String name) {
    belowFields.values().removeIf(below -> below.remove(name) && below.isEmpty());
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
      String child, String field, MetricType type, String parent) {
    return new IllegalArgumentException(
        "metric '"
            + child
            + "' would hide the field '"
            + field
            + "' of the "
            + type
            + " '"
            + parent
            + "' in the nested map; rename one of them");
  }
}
