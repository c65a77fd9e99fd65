package io.tapes;

import java.util.TreeMap;

/**
 * The names in use, to refuse the one arrangement that a nested map cannot show: a child named like
 * a field of its parent. Guarded by its owner's lock.
 */
final class NameTree {
  private final TreeMap<String, MetricType> types = new TreeMap<>();

  /** Throws if a metric of this name and type may not be added. */
  void check(String name, MetricType type) {
    Names.check("metric name", name);
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String parent = name.substring(0, dot);
      MetricType parentType = types.get(parent);
      if (parentType != null) {
        int end = name.indexOf('.', dot + 1);
        String child = name.substring(dot + 1, end < 0 ? name.length() : end);
        if (parentType.fields().contains(child)) {
          throw clash(name, child, parentType, parent);
        }
      }
    }
    for (String field : type.fields()) {
      String reserved = name + "." + field;
      if (types.containsKey(reserved)) {
        throw clash(reserved, field, type, name);
      }
      // Apart from the field itself: names such as 'a.count-x' sort in between.
      String next = types.ceilingKey(reserved + ".");
      if (next != null && next.startsWith(reserved + ".")) {
        throw clash(next, field, type, name);
      }
    }
  }

  void add(String name, MetricType type) {
    types.put(name, type);
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
