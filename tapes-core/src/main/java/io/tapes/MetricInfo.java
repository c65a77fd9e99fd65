package io.tapes;

/**
 * What is said of a metric once for all its series: the name, the kind of its instruments, and how
 * the values of several processes become one.
 *
 * <p>Any thread may use an instance.
 *
 * @param name the dotted name
 * @param kind the kind of its instruments
 * @param aggregation how the values of several processes become one; only levels have a choice,
 *     everything else adds up
 */
public record MetricInfo(String name, MetricKind kind, Aggregation aggregation) {
  /**
   * Checks the aggregation.
   *
   * @param name the dotted name
   * @param kind the kind of its instruments
   * @param aggregation how the values of several processes become one
   * @throws IllegalArgumentException if only another aggregation makes sense of the kind
   */
  public MetricInfo {
    if (kind.shape() != Shape.LEVEL && aggregation != kind.defaultAggregation()) {
      throw new IllegalArgumentException(
          kind
              + " '"
              + name
              + "' cannot be aggregated by "
              + aggregation
              + ": its values add up over all processes; use a gauge");
    }
  }

  /**
   * Returns the metadata of a metric with the usual aggregation of its kind.
   *
   * @param name the dotted name
   * @param kind the kind of its instruments
   * @return the metadata
   */
  public static MetricInfo of(String name, MetricKind kind) {
    return new MetricInfo(name, kind, kind.defaultAggregation());
  }

  /**
   * Returns the same under another name.
   *
   * @param newName the dotted name
   * @return this if it has that name
   */
  public MetricInfo named(String newName) {
    return name.equals(newName) ? this : new MetricInfo(newName, kind, aggregation);
  }

  /**
   * Returns whether a series of the one metric may go on as a series of the other: whether name,
   * kind and aggregation are the same.
   *
   * @param other the other metric
   * @return whether they are the same metric
   */
  public boolean isSameMetricAs(MetricInfo other) {
    return kind == other.kind && aggregation == other.aggregation && name.equals(other.name);
  }
}
