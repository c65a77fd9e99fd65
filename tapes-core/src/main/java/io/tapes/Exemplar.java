package io.tapes;

import java.util.Comparator;

/**
 * Names one record of the many that a counter, a histogram or a timer has: the labels lead to more
 * about it, such as a trace.
 *
 * <p>{@link #of} makes the labels. The instrument that records them adds the value and the time.
 * Any thread may use an instance.
 *
 * @param labels at most {@link #MAX_LENGTH} code points in all names and values together
 * @param value what was recorded, in the unit that is shown, which is seconds for timers; not a
 *     number until it is recorded
 * @param timestampMillis when, in milliseconds since 1970-01-01T00:00:00Z; 0 until it is recorded
 */
public record Exemplar(Tags labels, double value, long timestampMillis) {
  /** The most code points of all names and values together, as OpenMetrics has it: 128. */
  public static final int MAX_LENGTH = 128;

  /**
   * Which of two is kept where there is room for one: the later, and of one time always the same.
   */
  static final Comparator<Exemplar> BY_AGE =
      Comparator.comparingLong(Exemplar::timestampMillis)
          .thenComparing(Exemplar::labels)
          .thenComparingDouble(Exemplar::value);

  /**
   * Checks the length of the labels.
   *
   * @param labels the labels
   * @param value what was recorded
   * @param timestampMillis when
   * @throws IllegalArgumentException with a sentence if the labels are too long, a name has half of
   *     a surrogate pair, or the time is before 1970
   */
  public Exemplar {
    requireLength(labels);
    Names.checkKeys("an exemplar", labels);
    if (timestampMillis < 0) {
      throw new IllegalArgumentException(
          "the exemplar's time "
              + timestampMillis
              + " ms is before 1970; pass milliseconds since then");
    }
  }

  private static void requireLength(Tags labels) {
    long length = 0;
    for (int i = 0; i < labels.size(); i++) {
      String key = labels.key(i);
      String value = labels.value(i);
      length += key.codePointCount(0, key.length()) + value.codePointCount(0, value.length());
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "an exemplar with "
              + labels.size()
              + " labels has "
              + length
              + " characters in names and values, more than "
              + MAX_LENGTH
              + "; keep what finds the record, such as trace_id and span_id");
    }
  }

  /**
   * Returns the labels of a record that is about to be made.
   *
   * @param keysAndValues a name, its value, the next name … such as {@code "trace_id", id}
   * @return an exemplar without a value
   * @throws IllegalArgumentException with a sentence if they are too long, a value is missing, or a
   *     name is empty or occurs twice
   */
  public static Exemplar of(String... keysAndValues) {
    if (keysAndValues.length > 2 * MAX_LENGTH) { // each name has a character at least
      throw new IllegalArgumentException(
          "an exemplar with "
              + keysAndValues.length / 2
              + " labels has more than "
              + MAX_LENGTH
              + " characters in names and values; keep what finds the record, such as trace_id and"
              + " span_id");
    }
    return of(Tags.of(keysAndValues));
  }

  /**
   * Returns the labels of a record that is about to be made.
   *
   * @param labels the labels
   * @return an exemplar without a value
   * @throws IllegalArgumentException with a sentence if they are too long
   */
  public static Exemplar of(Tags labels) {
    return new Exemplar(labels, Double.NaN, 0);
  }

  /**
   * Returns the same labels with what was recorded.
   *
   * @param recorded in the unit that is shown
   * @param millis when, unless this has a time already
   * @return an exemplar with the value
   */
  public Exemplar recorded(double recorded, long millis) {
    return new Exemplar(labels, recorded, timestampMillis == 0 ? millis : timestampMillis);
  }
}
