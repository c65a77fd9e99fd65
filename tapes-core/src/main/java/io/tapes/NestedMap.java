package io.tapes;

import io.tapes.support.PathKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The nested form of a snapshot, and paths into it. */
final class NestedMap {
  private NestedMap() {}

  static Map<String, Object> of(List<Series> all) {
    Map<String, Object> root = new LinkedHashMap<>();
    for (Series series : all) {
      insert(root, series);
    }
    return root;
  }

  private static void insert(Map<String, Object> root, Series series) {
    Map<String, Number> fields = series.fields();
    if (fields.isEmpty()) { // a maximum without an update
      return;
    }
    Map<String, Object> node = root;
    String name = series.name();
    int start = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
      node = child(node, PathKeys.key(name.substring(start, dot)));
      start = dot + 1;
    }
    node = child(node, PathKeys.key(name.substring(start)));
    if (!series.tags().isEmpty()) {
      node = child(node, series.tags().toString());
    }
    node.putAll(fields);
  }

  @SuppressWarnings("unchecked") // only this class puts values, and maps stand under every node
  private static Map<String, Object> child(Map<String, Object> node, String key) {
    Object known = node.get(key);
    if (known instanceof Map) {
      return (Map<String, Object>) known;
    }
    Map<String, Object> made = new LinkedHashMap<>();
    if (known != null) {
      // A child named like a field of its parent. Both are shown: the number moves into the map
      // that
      // takes its place.
      made.put("", known);
    }
    node.put(key, made);
    return made;
  }

  static Optional<Object> at(List<Series> all, String path) {
    Object node = of(all);
    for (String key : split(path)) {
      if (!(node instanceof Map<?, ?> map) || !map.containsKey(key)) {
        return Optional.empty();
      }
      node = map.get(key);
    }
    return Optional.ofNullable(node);
  }

  /** One number without building the map: the name ends before the tags or the last segment. */
  static OptionalDouble number(List<Series> all, String path) {
    List<String> keys = split(path);
    int last = keys.size() - 1;
    if (last < 1) {
      return OptionalDouble.empty();
    }
    boolean tagged = keys.get(last - 1).startsWith("{");
    int nameKeys = tagged ? last - 1 : last;
    String name = PathKeys.name(keys.subList(0, nameKeys));
    String tags = tagged ? keys.get(last - 1) : Tags.empty().toString();
    String field = keys.get(last);
    for (Series series : named(all, name)) {
      if (series.tags().toString().equals(tags)) {
        Number number = series.fields().get(field);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
      }
    }
    return OptionalDouble.empty();
  }

  private static List<Series> named(List<Series> all, String name) {
    if (!isName(name)) {
      return List.of();
    }
    int position = OrderedSeries.position(all, new SeriesId(name, Tags.empty()));
    int from = position < 0 ? -1 - position : position;
    int to = from;
    while (to < all.size() && all.get(to).name().equals(name)) {
      to++;
    }
    return all.subList(from, to);
  }

  private static boolean isName(String name) {
    try {
      Names.check("path", name);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  /** The keys of a path. */
  static List<String> split(String path) {
    List<String> keys = new ArrayList<>();
    if (path.isEmpty()) {
      return keys;
    }
    int start = 0;
    boolean inTags = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (inTags) {
        if (c == '\\') {
          i++;
        } else if (c == '}') {
          inTags = false;
        }
      } else if (c == '\\' && i == start) {
        i++; // what follows begins no tags
      } else if (c == '{' && i == start) {
        inTags = true;
      } else if (c == '.') {
        keys.add(path.substring(start, i));
        start = i + 1;
      }
    }
    keys.add(path.substring(start));
    return keys;
  }
}
