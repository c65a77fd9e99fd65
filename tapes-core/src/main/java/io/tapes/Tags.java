package io.tapes;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable set of key-value pairs, sorted by key. Two sets are equal when they hold the same
 * pairs, in whatever order they were given.
 *
 * <p>Keys are unique and not empty; values are any string. Any thread may use an instance.
 */
public final class Tags implements Comparable<Tags> {
  private static final Tags EMPTY = new Tags(new String[0]);

  /** Keys at even positions, each followed by its value; sorted by key. */
  private final String[] pairs;

  private final int hash;

  private Tags(String[] pairs) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
  }

  /**
   * Returns the set without tags.
   *
   * @return always the same instance
   */
  public static Tags empty() {
    return EMPTY;
  }

  /**
   * Returns a set of tags.
   *
   * @param keysAndValues a key, its value, the next key, its value …
   * @return the tags, sorted by key
   * @throws IllegalArgumentException if a value is missing, a key is empty or occurs twice
   */
  public static Tags of(String... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "tags "
              + Arrays.toString(keysAndValues)
              + " have a key without a value; pass keys and values in pairs");
    }
    if (keysAndValues.length == 0) {
      return EMPTY;
    }
    String[] pairs = keysAndValues.clone();
    TagPairs.sort(pairs);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].isEmpty()) {
        throw new IllegalArgumentException(
            "tags " + Arrays.toString(keysAndValues) + " have an empty key; name every tag");
      }
      if (i > 0 && pairs[i].equals(pairs[i - 2])) {
        throw new IllegalArgumentException(
            "tags "
                + Arrays.toString(keysAndValues)
                + " have the key '"
                + pairs[i]
                + "' twice; keep one value per key");
      }
    }
    return new Tags(pairs);
  }

  /**
   * Returns a set of tags.
   *
   * @param tags the values by key
   * @return the tags, sorted by key
   * @throws IllegalArgumentException if a key is empty
   */
  public static Tags of(Map<String, String> tags) {
    String[] pairs = new String[2 * tags.size()];
    int i = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      pairs[i++] = tag.getKey();
      pairs[i++] = tag.getValue();
    }
    return of(pairs);
  }

  /**
   * These tags and one more.
   *
   * @param key the key; a value that it has already is replaced
   * @param value the value
   * @return a new set
   * @throws IllegalArgumentException if the key is empty
   */
  public Tags and(String key, String value) {
    return and(of(key, value));
  }

  /**
   * These tags and others.
   *
   * @param others more tags; where a key stands in both, their value is kept
   * @return a new set, or one of the two where the other is empty
   */
  public Tags and(Tags others) {
    if (others.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return others;
    }
    Map<String, String> merged = new LinkedHashMap<>(asMap());
    merged.putAll(others.asMap());
    return of(merged);
  }

  /**
   * Returns how many tags there are.
   *
   * @return the number of keys
   */
  public int size() {
    return pairs.length / 2;
  }

  /**
   * Returns whether there is no tag.
   *
   * @return true for {@link #empty}
   */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /**
   * Returns the key at a position.
   *
   * @param index from 0, in the order of the keys
   * @return the key
   */
  public String key(int index) {
    return pairs[2 * index];
  }

  /**
   * Returns the value at a position.
   *
   * @param index from 0, in the order of the keys
   * @return the value
   */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /**
   * Returns the value of a key.
   *
   * @param key the key
   * @return its value, empty when the key is not there
   */
  public Optional<String> value(String key) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(key)) {
        return Optional.of(pairs[i + 1]);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether every one of the given tags is among these.
   *
   * @param others the tags looked for
   * @return true when all are here with the same values
   */
  public boolean containsAll(Tags others) {
    return others.isEmpty() || asMap().entrySet().containsAll(others.asMap().entrySet());
  }

  /**
   * Returns the tags as a map.
   *
   * @return an unmodifiable map in the order of the keys
   */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public int compareTo(Tags other) {
    return Arrays.compare(pairs, other.pairs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tags that && hash == that.hash && Arrays.equals(pairs, that.pairs);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * Returns the form used in nested maps: {@code {method=GET,status=200}}, escaping {@code \ , =
   * }}.
   */
  @Override
  public String toString() {
    return TagPairs.text(pairs);
  }
}
