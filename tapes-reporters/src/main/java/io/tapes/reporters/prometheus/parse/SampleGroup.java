package io.tapes.reporters.prometheus.parse;

import io.tapes.Tags;
import org.jspecify.annotations.Nullable;

/** The samples of one series, until it is whole. */
abstract class SampleGroup {
  private long line;
  private @Nullable Double timestamp;
  private double createdSeconds = Double.NaN;

  /**
   * Takes a sample.
   *
   * @param suffix what follows the name of the family in that of the sample
   * @param number that of the line
   */
  final void take(String suffix, Sample sample, long number) throws Malformed {
    Double time = sample.timestamp();
    Double before = timestamp;
    boolean later = false;
    if (line > 0 && (time == null) != (before == null)) {
      throw new Malformed("some samples of a series have a time and some have none");
    }
    if (time != null && before != null) {
      if (time < before) {
        throw new Malformed("the times of the samples of a series fall; write them in their order");
      }
      later = time > before;
    }
    line = number;
    timestamp = time;
    if (suffix.equals("_created")) {
      created(sample);
    } else {
      add(suffix, sample, later);
    }
  }

  private void created(Sample sample) throws Malformed {
    if (!Double.isNaN(createdSeconds)) {
      throw twice(sample);
    }
    createdSeconds = Decimals.number(sample.number());
    if (!(createdSeconds >= 0 && createdSeconds < 1e15)) {
      throw new Malformed(Malformed.shown(sample.number()) + " is no time since 1970 in seconds");
    }
  }

  /** The number of the last line. */
  final long line() {
    return line;
  }

  /** Since when it counts; 0 where that is not known. */
  final long startMillis() {
    return Double.isNaN(createdSeconds) ? 0 : Math.round(createdSeconds * 1e3);
  }

  /**
   * Takes a sample with a value.
   *
   * @param later whether it may be of a later time than the same one before
   */
  abstract void add(String suffix, Sample sample, boolean later) throws Malformed;

  /** Whether it has all that a series of that type must have. */
  abstract boolean isComplete();

  /** Makes the series. */
  abstract void end(SeriesMaker maker, Tags tags) throws Malformed;

  static Malformed twice(Sample sample) {
    return new Malformed(
        "sample " + Malformed.shown(sample.name()) + " stands twice with the same labels");
  }

  /** A number that only grows. */
  static String requireCount(String text) throws Malformed {
    if (!(Decimals.number(text) >= 0)) {
      throw new Malformed(Malformed.shown(text) + " is no count; counts are 0 or more");
    }
    return text;
  }
}
