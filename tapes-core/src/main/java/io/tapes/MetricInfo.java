package io.tapes;

import java.util.List;

/**
 * What is said of a metric once for all its series: the name, the kind of its instruments, how the
 * values of several processes become one, and what readers show beside the numbers.
 *
 * <p>Which metric it is, is said by name, kind and aggregation alone. The other parts describe it:
 * two processes may describe a metric differently, and it is one metric all the same. Any thread
 * may use an instance.
 *
 * @param name the dotted name
 * @param kind the kind of its instruments
 * @param aggregation how the values of several processes become one; only levels have a choice,
 *     everything else adds up
 * @param unit the unit of the shown numbers, such as {@code bytes}; {@code seconds} for timers,
 *     empty where it is not known
 * @param description a sentence for people; empty where there is none
 * @param bounds where readers that show a distribution in a few buckets cut it, in shown units,
 *     ascending; empty where they have their own, {@link #UNCUT} where they do not cut it
 */
public record MetricInfo(
    String name,
    MetricKind kind,
    Aggregation aggregation,
    String unit,
    String description,
    List<Double> bounds) {
  /** The most characters of a description, and of a unit: 1,024. */
  public static final int MAX_TEXT = 1_024;

  /** The most bounds: 320. */
  public static final int MAX_BOUNDS = 320;

  /**
   * The bounds of a distribution that readers do not cut: those that would show it in a few buckets
   * show its count and its sum alone.
   */
  public static final List<Double> UNCUT = List.of(Double.POSITIVE_INFINITY);

  /**
   * Checks the parts.
   *
   * @param name the dotted name
   * @param kind the kind of its instruments
   * @param aggregation how the values of several processes become one
   * @param unit the unit of the shown numbers
   * @param description a sentence for people
   * @param bounds where readers cut a distribution
   * @throws IllegalArgumentException with a sentence if only another aggregation makes sense of the
   *     kind, a text is too long, or the bounds are not ascending and finite
   */
  public MetricInfo {
    if (!kind.permits(aggregation)) {
      throw new IllegalArgumentException(
          kind
              + " '"
              + name
              + "' cannot be aggregated by "
              + aggregation
              + (kind.shape() == Shape.LEVEL
                  ? "; leave it at " + kind.defaultAggregation()
                  : ": its values add up over all processes; use a gauge"));
    }
    if (!kind.unit().isEmpty() && !unit.equals(kind.unit())) {
      throw new IllegalArgumentException(
          "the unit of "
              + kind
              + " '"
              + name
              + "' is "
              + kind.unit()
              + " and cannot be '"
              + unit
              + "'; leave it out, or use a histogram");
    }
    if (unit.length() > MAX_TEXT || description.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "the unit or the description of '"
              + name
              + "' has more than "
              + MAX_TEXT
              + " characters; shorten it");
    }
    bounds = List.copyOf(bounds);
    if (bounds.size() > MAX_BOUNDS) {
      throw new IllegalArgumentException(
          "'" + name + "' has " + bounds.size() + " bounds; take at most " + MAX_BOUNDS);
    }
    double before = Double.NEGATIVE_INFINITY;
    for (double bound : bounds.equals(UNCUT) ? List.<Double>of() : bounds) {
      if (!(bound > before) || bound == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "the bound " + bound + " of '" + name + "' is not above the one before it and finite");
      }
      before = bound;
    }
  }

  /**
   * Creates the metadata of a metric that is not described.
   *
   * @param name the dotted name
   * @param kind the kind of its instruments
   * @param aggregation how the values of several processes become one
   */
  public MetricInfo(String name, MetricKind kind, Aggregation aggregation) {
    this(name, kind, aggregation, kind.unit(), "", List.of());
  }

  /**
   * Returns the metadata of a metric that is not described, with the usual aggregation of its kind.
   *
   * @param name the dotted name
   * @param kind the kind of its instruments
   * @return the metadata
   */
  public static MetricInfo of(String name, MetricKind kind) {
    return new MetricInfo(name, kind, kind.defaultAggregation());
  }

  /**
   * Returns whether readers that show distributions in a few buckets show count and sum alone.
   *
   * @return true where only these are known, or the bounds are {@link #UNCUT}
   */
  public boolean isSummary() {
    return kind.isSummary() || bounds.equals(UNCUT);
  }

  /**
   * Returns the same under another name.
   *
   * @param newName the dotted name
   * @return this if it has that name
   */
  public MetricInfo named(String newName) {
    return name.equals(newName)
        ? this
        : new MetricInfo(newName, kind, aggregation, unit, description, bounds);
  }

  /**
   * Returns the same metric described otherwise.
   *
   * @param newUnit the unit of the shown numbers; empty for that of the kind
   * @param newDescription a sentence for people
   * @param newBounds where readers cut a distribution, in shown units
   * @return the metadata
   */
  public MetricInfo described(String newUnit, String newDescription, List<Double> newBounds) {
    String shown = newUnit.isEmpty() ? kind.unit() : newUnit;
    return new MetricInfo(name, kind, aggregation, shown, newDescription, newBounds);
  }

  /**
   * Returns this description where it says something, and another one's where it does not: the
   * first description of a metric is shown.
   *
   * @param later what is said of the same metric elsewhere
   * @return this if nothing is to be added
   */
  public MetricInfo or(MetricInfo later) {
    boolean adds =
        (unit.isEmpty() && !later.unit.isEmpty())
            || (description.isEmpty() && !later.description.isEmpty())
            || (bounds.isEmpty() && !later.bounds.isEmpty());
    return adds
        ? described(
            unit.isEmpty() ? later.unit : unit,
            description.isEmpty() ? later.description : description,
            bounds.isEmpty() ? later.bounds : bounds)
        : this;
  }

  /**
   * Returns whether another description contradicts this one: says something else of what both
   * describe.
   *
   * @param other what is said of the same metric elsewhere
   * @return false where one of them says nothing
   */
  public boolean contradicts(MetricInfo other) {
    return differ(unit, other.unit)
        || differ(description, other.description)
        || (!bounds.isEmpty() && !other.bounds.isEmpty() && !bounds.equals(other.bounds));
  }

  private static boolean differ(String a, String b) {
    return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
  }

  /**
   * Returns whether a series of the one metric may go on as a series of the other: whether name,
   * kind and aggregation are the same, whatever the descriptions are.
   *
   * @param other the other metric
   * @return whether they are the same metric
   */
  public boolean isSameMetricAs(MetricInfo other) {
    return kind == other.kind && aggregation == other.aggregation && name.equals(other.name);
  }
}
