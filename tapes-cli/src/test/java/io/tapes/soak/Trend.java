package io.tapes.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A figure that must not grow: the median of the second quarter of a run is compared with that of
 * the last one. What happens in the first quarter, such as classes that are loaded and tables that
 * fill, is growth that ends. One thread.
 */
final class Trend {
  private static final int FEWEST = 4;

  private final String what;
  private final String unit;
  private final double factor;
  private final double more;
  private final List<Double> second = new ArrayList<>();
  private final List<Double> last = new ArrayList<>();
  private int samples;

  /**
   * A figure.
   *
   * @param factor how much larger the end may be than the start, as a part of it
   * @param more and by how much beside that
   */
  Trend(String what, String unit, double factor, double more) {
    this.what = what;
    this.unit = unit;
    this.factor = factor;
    this.more = more;
  }

  String what() {
    return what;
  }

  /**
   * Takes a sample.
   *
   * @param progress which part of the run is over, from 0 to 1
   */
  void add(double progress, double value) {
    samples++;
    if (progress >= 0.25 && progress < 0.5) {
      second.add(value);
    } else if (progress >= 0.75) {
      last.add(value);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  double start() {
    return median(second);
  }

  double end() {
    return median(last);
  }

  double bound() {
    return start() * factor + more;
  }

  /** Whether there is enough to compare. */
  boolean isKnown() {
    return second.size() >= FEWEST && last.size() >= FEWEST;
  }

  /** Whether there is, and the end is within the bound. */
  boolean isFlat() {
    return isKnown() && end() <= bound();
  }

  /** Whether it was measured at all. */
  boolean isMeasured() {
    return samples > 0;
  }

  /** A line of the table. */
  String line(String verdict) {
    return String.format(
        Locale.ROOT,
        "%-46s %12.1f %12.1f %12.1f %-5s %4d/%-4d %s",
        what,
        start(),
        end(),
        bound(),
        unit,
        second.size(),
        last.size(),
        verdict);
  }
}
