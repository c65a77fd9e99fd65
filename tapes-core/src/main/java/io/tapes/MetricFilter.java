package io.tapes;

import io.tapes.support.NamePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the name of a metric what becomes of its series: whether they are there at all, what
 * they are called, and which tags they have; see {@link RegistryBuilder#filter}.
 *
 * <p>In a pattern each {@code *} stands for any characters, dots included, or none. The decision is
 * made when an instrument is asked for; an instrument that one has costs nothing for it. Any thread
 * may use an instance.
 */
public final class MetricFilter {
  private final Step step;

  private MetricFilter(Step step) {
    this.step = step;
  }

  private interface Step {
    Naming next(String name, Naming before);
  }

  /**
   * What becomes of a metric.
   *
   * @param name what it is called; null if it is denied
   * @param tags what becomes of the tags of its series
   */
  record Naming(@Nullable String name, UnaryOperator<Tags> tags) {
    Naming tagged(UnaryOperator<Tags> more) {
      return new Naming(name, given -> more.apply(tags.apply(given)));
    }
  }

  /**
   * Leaves metrics out: who asks for one gets an instrument that all denied ones share and whose
   * recordings are discarded, and the sources of gauges are not called. Series of a {@link
   * MetricSource} are left out as well.
   *
   * @param patterns such as {@code debug.*}
   * @return the filter
   * @throws IllegalArgumentException if a pattern is empty
   */
  public static MetricFilter deny(String... patterns) {
    List<NamePattern> all = List.of(patterns).stream().map(NamePattern::of).toList();
    return new MetricFilter(
        (name, before) ->
            all.stream().anyMatch(pattern -> pattern.matches(name))
                ? new Naming(null, before.tags())
                : before);
  }

  /**
   * Gives metrics another name.
   *
   * @param pattern such as {@code http.*}
   * @param newName may have as many {@code *} as the pattern, each for what stands in its place
   *     there: {@code web.*}
   * @return the filter
   * @throws IllegalArgumentException if the pattern is empty or the new name has more {@code *}
   */
  public static MetricFilter rename(String pattern, String newName) {
    NamePattern from = NamePattern.of(pattern);
    NamePattern to = NamePattern.of(newName);
    if (to.stars() > from.stars()) {
      throw new IllegalArgumentException(
          "the new name '"
              + newName
              + "' has "
              + to.stars()
              + " '*', and the pattern '"
              + pattern
              + "' only "
              + from.stars()
              + "; leave some out");
    }
    return new MetricFilter(
        (name, before) ->
            from.match(name)
                .map(stars -> new Naming(filled(newName, stars), before.tags()))
                .orElse(before));
  }

  private static String filled(String newName, List<String> stars) {
    StringBuilder name = new StringBuilder();
    int next = 0;
    for (int i = 0; i < newName.length(); i++) {
      char c = newName.charAt(i);
      if (c == '*') {
        name.append(stars.get(next++));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  /**
   * Adds tags to series.
   *
   * @param pattern such as {@code http.*}
   * @param tags where a series has a key itself, its own value is kept
   * @return the filter
   * @throws IllegalArgumentException if the pattern is empty
   */
  public static MetricFilter addTags(String pattern, Tags tags) {
    return tagged(pattern, tags::and);
  }

  /**
   * Takes tags off series. Series that differed by them only become one.
   *
   * @param pattern such as {@code http.*}
   * @param keys of the tags
   * @return the filter
   * @throws IllegalArgumentException if the pattern is empty
   */
  public static MetricFilter dropTags(String pattern, String... keys) {
    List<String> dropped = List.of(keys);
    return tagged(pattern, given -> without(given, dropped));
  }

  private static Tags without(Tags tags, List<String> keys) {
    Map<String, String> rest = new HashMap<>(tags.asMap());
    return rest.keySet().removeAll(keys) ? Tags.of(rest) : tags;
  }

  private static MetricFilter tagged(String pattern, UnaryOperator<Tags> change) {
    NamePattern metrics = NamePattern.of(pattern);
    return new MetricFilter(
        (name, before) -> metrics.matches(name) ? before.tagged(change) : before);
  }

  /** What becomes of a metric after all filters, one after the other. */
  static Naming decide(List<MetricFilter> filters, String name) {
    Naming naming = new Naming(name, UnaryOperator.identity());
    for (MetricFilter filter : filters) {
      String now = naming.name();
      if (now == null) {
        return naming;
      }
      naming = filter.step.next(now, naming);
    }
    return naming;
  }
}
