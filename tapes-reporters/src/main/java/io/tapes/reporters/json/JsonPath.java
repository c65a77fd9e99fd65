package io.tapes.reporters.json;

import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.support.PathKeys;
import java.util.List;
import java.util.Optional;

/**
 * A path into the nested map: segments of a name, then perhaps tags in braces, then perhaps a
 * field. What it selects is found among the series, without building the map.
 */
final class JsonPath {
  private final List<String> keys;

  /** The position of the key that holds tags, or the number of keys. */
  private final int tags;

  private JsonPath(List<String> keys) {
    this.keys = keys;
    int at = 0;
    while (at < keys.size() && !keys.get(at).startsWith("{")) {
      at++;
    }
    this.tags = at;
  }

  static JsonPath of(String path) {
    return new JsonPath(Snapshot.pathKeys(path));
  }

  boolean isRoot() {
    return keys.isEmpty();
  }

  int depth() {
    return keys.size();
  }

  /** The series at or below a name; none when the path has tags or ends in a field. */
  List<Series> below(Snapshot snapshot) {
    if (tags < keys.size()) {
      return List.of();
    }
    String name = name(keys.size());
    return snapshot.series().stream()
        .filter(series -> TreeOrder.isAtOrBelow(series.name(), name))
        .toList();
  }

  /** The series that a path ending in tags names. */
  Optional<Series> tagged(Snapshot snapshot) {
    return tags == keys.size() - 1 ? one(snapshot, name(tags), keys.get(tags)) : Optional.empty();
  }

  /** The field that the last key names. */
  Optional<Number> number(Snapshot snapshot) {
    int last = keys.size() - 1;
    String field = keys.get(last);
    boolean untagged = tags == keys.size();
    if (last == 0 || (!untagged && tags != last - 1)) {
      return Optional.empty();
    }
    String wanted = untagged ? Tags.empty().toString() : keys.get(tags);
    return one(snapshot, name(untagged ? last : tags), wanted)
        .flatMap(series -> Optional.ofNullable(series.fields().get(field)));
  }

  private static Optional<Series> one(Snapshot snapshot, String name, String tags) {
    return snapshot.series().stream()
        .filter(series -> series.name().equals(name) && series.tags().toString().equals(tags))
        .findFirst();
  }

  private String name(int length) {
    return PathKeys.name(keys.subList(0, length));
  }
}
