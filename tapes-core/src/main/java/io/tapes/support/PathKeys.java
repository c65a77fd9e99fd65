package io.tapes.support;

import java.util.List;
import java.util.StringJoiner;

/**
 * The keys by which the segments of a name stand in a nested map. A key that begins with a brace is
 * tags, so a segment that does has a backslash before it there, as has one that begins with a
 * backslash.
 */
public final class PathKeys {
  private PathKeys() {}

  /**
   * Returns the key of a segment.
   *
   * @param segment a part of a name between dots
   * @return the segment itself where it needs no backslash
   */
  public static String key(String segment) {
    return segment.startsWith("{") || segment.startsWith("\\") ? "\\" + segment : segment;
  }

  /**
   * Returns the segment of a key.
   *
   * @param key what {@link #key} returned
   * @return the segment
   */
  public static String segment(String key) {
    return key.startsWith("\\") ? key.substring(1) : key;
  }

  /**
   * Returns the path of a name.
   *
   * @param name the dotted name
   * @return the keys of its segments, joined by dots
   */
  public static String path(String name) {
    if (name.indexOf('{') < 0 && name.indexOf('\\') < 0) {
      return name;
    }
    StringJoiner path = new StringJoiner(".");
    for (String segment : name.split("\\.", -1)) {
      path.add(key(segment));
    }
    return path.toString();
  }

  /**
   * Returns the name that a path stands for.
   *
   * @param keys the keys of its segments
   * @return the dotted name
   */
  public static String name(List<String> keys) {
    StringJoiner name = new StringJoiner(".");
    keys.forEach(key -> name.add(segment(key)));
    return name.toString();
  }
}
