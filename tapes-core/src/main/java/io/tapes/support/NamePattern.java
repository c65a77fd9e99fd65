package io.tapes.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of metric names, in which each {@code *} stands for any characters, dots included, or
 * none: {@code debug.*}, {@code *.seconds}. Any thread may use an instance.
 */
public final class NamePattern {
  private final String pattern;

  /** What stands between the asterisks; one part more than there are asterisks. */
  private final String[] parts;

  private NamePattern(String pattern) {
    this.pattern = pattern;
    this.parts = pattern.split("\\*", -1);
  }

  /**
   * Returns the pattern of a text.
   *
   * @param pattern such as {@code http.*}
   * @return the pattern
   * @throws IllegalArgumentException if it is empty
   */
  public static NamePattern of(String pattern) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException(
          "the name pattern is empty; use a name, or '*' for all names");
    }
    return new NamePattern(pattern);
  }

  /**
   * Returns whether a name is one of those that are meant.
   *
   * @param name the dotted name of a metric
   * @return whether the whole of it fits
   */
  public boolean matches(String name) {
    return match(name).isPresent();
  }

  /**
   * Returns what the asterisks stand for in a name. Each one but the last stands for as little as
   * it can.
   *
   * @param name the dotted name of a metric
   * @return the characters for each asterisk; empty if the name does not fit
   */
  public Optional<List<String>> match(String name) {
    int last = parts.length - 1;
    if (last == 0) {
      return name.equals(pattern) ? Optional.of(List.of()) : Optional.empty();
    }
    int end = name.length() - parts[last].length();
    int at = parts[0].length();
    if (at > end || !name.startsWith(parts[0]) || !name.endsWith(parts[last])) {
      return Optional.empty();
    }
    List<String> stars = new ArrayList<>(last);
    for (int i = 1; i < last; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0 || found + parts[i].length() > end) {
        return Optional.empty();
      }
      stars.add(name.substring(at, found));
      at = found + parts[i].length();
    }
    stars.add(name.substring(at, end));
    return Optional.of(stars);
  }

  /** Returns how many asterisks there are. */
  public int stars() {
    return parts.length - 1;
  }

  /** Returns the pattern as it was given. */
  @Override
  public String toString() {
    return pattern;
  }
}
