package io.tapes.reporters.format;

import io.tapes.MetricKind;
import io.tapes.Series;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields of each series a format writes, by their names in the nested map: {@code value},
 * {@code count}, {@code m1}, {@code q99} and so on. Fewer fields are fewer series in the backend.
 *
 * <p>Any thread may use an instance.
 */
public final class Fields {
  private static final Set<String> KNOWN = known();
  private static final Fields ALL = new Fields(KNOWN);

  private final Set<String> chosen;

  private Fields(Set<String> chosen) {
    this.chosen = chosen;
  }

  /**
   * Returns all fields.
   *
   * @return always the same instance
   */
  public static Fields all() {
    return ALL;
  }

  /**
   * Returns some fields. A type that has none of them is not written at all.
   *
   * @param names such as {@code value}, {@code count}, {@code mean} or {@code q99}
   * @return the choice
   * @throws IllegalArgumentException if there is no name, or none of that name is a field
   */
  public static Fields only(String... names) {
    return only(List.of(names));
  }

  /**
   * Returns some fields, as {@link #only(String...)}.
   *
   * @param names their names
   * @return the choice
   * @throws IllegalArgumentException if there is no name, or none of that name is a field
   */
  public static Fields only(Collection<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "no field chosen, so nothing would be sent; choose some of " + KNOWN);
    }
    for (String name : names) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' is no field of any instrument; choose some of " + KNOWN);
      }
    }
    return new Fields(new LinkedHashSet<>(names));
  }

  /**
   * Tells whether a field is written.
   *
   * @param name such as {@code count} or {@code q99}
   * @return whether it is among the chosen ones
   */
  public boolean has(String name) {
    return chosen.contains(name);
  }

  /**
   * Returns the fields of a series that are written.
   *
   * @param series any series
   * @return numbers by the names of their fields, in the order of those
   */
  public Map<String, Number> of(Series series) {
    Map<String, Number> fields = series.fields();
    if (this != ALL) {
      fields.keySet().retainAll(chosen);
    }
    return fields;
  }

  private static Set<String> known() {
    Set<String> names = new TreeSet<>();
    for (MetricKind kind : MetricKind.values()) {
      names.addAll(kind.fields());
    }
    return names;
  }

  @Override
  public String toString() {
    return chosen.toString();
  }
}
