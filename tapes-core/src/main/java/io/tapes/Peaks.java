package io.tapes;

import java.util.Arrays;

/**
 * The maxima of successive intervals that a {@link MaxGauge} remembers, so that each reader finds
 * the maximum since its own last look.
 *
 * <p>An interval ends with a snapshot, and has a stamp: its end in milliseconds since
 * 1970-01-01T00:00:00Z, or the next free number if that is not later than the one before. Any
 * thread may use an instance.
 */
public final class Peaks implements LevelBasis {
  /*
   * Who looked last at stamp s wants the maximum of all intervals after s. An interval whose maximum
   * is not above that of a later one never decides that, for any s: only those are kept that are
   * above all later ones, a staircase that falls. The first step after s is the answer.
   *
   * Of n intervals with independent maxima 1 + 1/2 + … + 1/n are kept: 10 of those of an hour at
   * four snapshots a second. Where they would be too many, the two oldest become one, with the
   * maximum of the first and the stamp of the second: no peak is lost, and only who looked between
   * the two sees the older one again.
   */

  /** The most intervals that are kept: 16. */
  public static final int MAX_SIZE = 16;

  /** None yet. */
  public static final Peaks NONE = new Peaks(new long[0], new double[0]);

  private final long[] stamps;
  private final double[] maxima;

  private Peaks(long[] stamps, double[] maxima) {
    this.stamps = stamps;
    this.maxima = maxima;
  }

  /**
   * Returns how many intervals are kept.
   *
   * @return from 0 to {@link #MAX_SIZE}
   */
  public int size() {
    return stamps.length;
  }

  /**
   * Returns the stamp of an interval.
   *
   * @param index which one, the oldest first
   * @return its stamp, above the one before
   */
  public long stamp(int index) {
    return stamps[index];
  }

  /**
   * Returns the maximum of an interval.
   *
   * @param index which one, the oldest first
   * @return its maximum, below the one before
   */
  public double maximum(int index) {
    return maxima[index];
  }

  /**
   * Returns the stamp of the newest interval.
   *
   * @return 0 if there is none
   */
  public long last() {
    return stamps.length == 0 ? 0 : stamps[stamps.length - 1];
  }

  /**
   * Returns the maximum of all intervals after a stamp.
   *
   * @param stamp such as the {@link #last} of an earlier look
   * @return not a number if there is none
   */
  public double since(long stamp) {
    int first = firstAfter(stamp);
    return first == stamps.length ? Double.NaN : maxima[first];
  }

  /**
   * Returns the intervals after a stamp.
   *
   * @param stamp such as the {@link #last} of an earlier look
   * @return this if it has no others
   */
  public Peaks after(long stamp) {
    int first = firstAfter(stamp);
    if (first == 0) {
      return this;
    }
    int end = stamps.length;
    return first == end
        ? NONE
        : new Peaks(Arrays.copyOfRange(stamps, first, end), Arrays.copyOfRange(maxima, first, end));
  }

  private int firstAfter(long stamp) {
    int first = 0;
    while (first < stamps.length && stamps[first] <= stamp) {
      first++;
    }
    return first;
  }

  /**
   * Returns these intervals and one more.
   *
   * @param stamp its stamp
   * @param maximum its maximum
   * @return the intervals that decide what any reader sees
   * @throws IllegalArgumentException if the stamp is not above the last one, or the maximum is not
   *     a number
   */
  public Peaks with(long stamp, double maximum) {
    if (stamp <= last() || Double.isNaN(maximum)) {
      throw new IllegalArgumentException(
          "an interval that ends at "
              + stamp
              + " with the maximum "
              + maximum
              + " cannot follow one that ends at "
              + last());
    }
    int kept = stamps.length;
    while (kept > 0 && maxima[kept - 1] <= maximum) {
      kept--;
    }
    int from = kept == MAX_SIZE ? 1 : 0;
    long[] nextStamps = Arrays.copyOfRange(stamps, from, kept + 1);
    double[] nextMaxima = Arrays.copyOfRange(maxima, from, kept + 1);
    if (from == 1) {
      nextMaxima[0] = maxima[0];
    }
    nextStamps[kept - from] = stamp;
    nextMaxima[kept - from] = maximum;
    return new Peaks(nextStamps, nextMaxima);
  }

  /**
   * Returns the intervals of two recorders.
   *
   * @param other the other intervals
   * @return those of both that decide what any reader sees
   */
  public Peaks plus(Peaks other) {
    Peaks all = NONE;
    int i = 0;
    int j = 0;
    while (i < size() || j < other.size()) {
      boolean mine = j == other.size() || (i < size() && stamps[i] <= other.stamps[j]);
      long stamp = mine ? stamps[i] : other.stamps[j];
      double maximum = mine ? maxima[i++] : other.maxima[j++];
      if (stamp == all.last()) { // of two that end together the greater one counts
        Peaks before = all.size() == 1 ? NONE : all.upTo(all.size() - 1);
        all = before.with(stamp, Math.max(maximum, all.maxima[all.size() - 1]));
      } else {
        all = all.with(stamp, maximum);
      }
    }
    return all;
  }

  private Peaks upTo(int size) {
    return new Peaks(Arrays.copyOf(stamps, size), Arrays.copyOf(maxima, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Peaks that
        && Arrays.equals(stamps, that.stamps)
        && Arrays.equals(maxima, that.maxima);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(stamps) + Arrays.hashCode(maxima);
  }

  @Override
  public String toString() {
    return "Peaks" + Arrays.toString(stamps) + Arrays.toString(maxima);
  }
}
