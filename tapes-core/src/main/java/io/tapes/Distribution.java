package io.tapes;

import java.util.Arrays;

/**
 * An immutable distribution of non-negative longs: how many values fell into each bucket of {@link
 * Buckets}, with their exact count, sum, minimum and maximum. Nothing in it decays or is sampled.
 *
 * <p>Adding two distributions gives the one that would have been recorded in one place: counts,
 * sum, minimum, maximum and every quantile. Any thread may use an instance.
 */
public final class Distribution extends WeightedBuckets {
  private static final Distribution EMPTY = new Distribution(new int[0], new long[0], 0, 0, 0);

  private final int[] indices;
  private final long[] counts;
  private final long count;
  private final long sum;
  private final long min;
  private final long max;

  private Distribution(int[] indices, long[] counts, long sum, long min, long max) {
    this.indices = indices;
    this.counts = counts;
    long total = 0;
    for (long n : counts) {
      total += n;
    }
    this.count = total;
    this.sum = sum;
    this.min = min;
    this.max = max;
  }

  /**
   * The distribution of no values.
   *
   * @return always the same instance
   */
  public static Distribution empty() {
    return EMPTY;
  }

  /**
   * A distribution from its parts, for those that decode one. The arrays are copied.
   *
   * @param indices bucket indices of {@link Buckets}, strictly ascending
   * @param counts how many values each of these buckets holds, each above 0
   * @param sum the sum of all values, modulo 2^64
   * @param min the smallest value; must lie in the first bucket or below it
   * @param max the largest value; must lie in the last bucket or above it
   * @return the distribution
   * @throws IllegalArgumentException if the parts contradict each other or these rules
   */
  public static Distribution of(int[] indices, long[] counts, long sum, long min, long max) {
    if (indices.length != counts.length) {
      throw new IllegalArgumentException(
          indices.length + " bucket indices for " + counts.length + " counts; pass one count each");
    }
    long total = 0;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0
          || indices[i] >= Buckets.COUNT
          || (i > 0 && indices[i] <= indices[i - 1])) {
        throw new IllegalArgumentException(
            "bucket index " + indices[i] + " is out of range or order; sort indices ascending");
      }
      total += counts[i];
      if (counts[i] <= 0 || total < 0) {
        throw new IllegalArgumentException(
            "bucket count " + counts[i] + " is not above 0 or overflows the total");
      }
    }
    if (indices.length == 0) {
      if (sum != 0 || min != 0 || max != 0) {
        throw new IllegalArgumentException(
            "no bucket, but sum "
                + sum
                + ", minimum "
                + min
                + " and maximum "
                + max
                + "; pass zeros for an empty distribution");
      }
      return EMPTY;
    }
    if (min < 0
        || min > Buckets.highest(indices[0])
        || max < Buckets.lowest(indices[indices.length - 1])
        || max < min) {
      throw new IllegalArgumentException(
          "minimum " + min + " and maximum " + max + " contradict the buckets");
    }
    return new Distribution(indices.clone(), counts.clone(), sum, min, max);
  }

  /** As {@link #of}, for callers of this package that checked and gave away their arrays. */
  static Distribution trusted(int[] indices, long[] counts, long sum, long min, long max) {
    return indices.length == 0 ? EMPTY : new Distribution(indices, counts, sum, min, max);
  }

  /**
   * How many values were recorded.
   *
   * @return the exact number
   */
  public long count() {
    return count;
  }

  /**
   * The sum of the values.
   *
   * @return the exact sum, modulo 2^64 (292 years in nanoseconds)
   */
  public long sum() {
    return sum;
  }

  /**
   * The smallest value.
   *
   * @return 0 when empty; exact where values were recorded or added, a bound after {@link #minus}
   */
  public long min() {
    return min;
  }

  /**
   * The largest value.
   *
   * @return 0 when empty; exact where values were recorded or added, a bound after {@link #minus}
   */
  public long max() {
    return max;
  }

  /**
   * The number of buckets that hold a value.
   *
   * @return 0 when empty
   */
  public int bucketCount() {
    return indices.length;
  }

  /**
   * The table index of a bucket that holds a value; its bounds are {@link Buckets#lowest} and
   * {@link Buckets#highest}.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return an index of {@link Buckets}
   */
  public int bucketIndex(int position) {
    return indices[position];
  }

  /**
   * How many values a bucket holds.
   *
   * @param position from 0 to {@code bucketCount() - 1}
   * @return at least 1
   */
  public long bucketValues(int position) {
    return counts[position];
  }

  /**
   * The value at or below which a share of all values lies, interpolated inside its bucket.
   *
   * @param rank from 0 to 1, such as 0.99
   * @return the value, 0 when empty
   * @throws IllegalArgumentException if the rank is not between 0 and 1
   */
  public double quantile(double rank) {
    return quantileAt(rank);
  }

  /**
   * All usual figures at once.
   *
   * @return the summary, {@link Summary#EMPTY} when empty
   */
  public Summary summary() {
    return summarise();
  }

  /**
   * The values of both.
   *
   * @param other another distribution
   * @return the distribution that one recorder of all these values would hold
   */
  public Distribution plus(Distribution other) {
    if (other.count == 0) {
      return this;
    }
    if (count == 0) {
      return other;
    }
    int[] merged = new int[indices.length + other.indices.length];
    long[] sums = new long[merged.length];
    int n = 0;
    for (int i = 0, j = 0; i < indices.length || j < other.indices.length; n++) {
      int mine = i < indices.length ? indices[i] : Integer.MAX_VALUE;
      int theirs = j < other.indices.length ? other.indices[j] : Integer.MAX_VALUE;
      merged[n] = Math.min(mine, theirs);
      sums[n] = (mine <= theirs ? counts[i++] : 0) + (theirs <= mine ? other.counts[j++] : 0);
    }
    return trusted(
        Arrays.copyOf(merged, n),
        Arrays.copyOf(sums, n),
        sum + other.sum,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }

  /**
   * What was recorded since an earlier state of the same distribution. The minimum and maximum of a
   * difference are known to their bucket only, and within the later state's.
   *
   * @param earlier a state that this one grew from; if it holds anything that this one does not,
   *     the recorder began anew in between, and all of this state is returned
   * @return the difference
   */
  public Distribution minus(Distribution earlier) {
    if (earlier.count == 0) {
      return this;
    }
    int[] left = new int[indices.length];
    long[] differences = new long[indices.length];
    int n = 0;
    int j = 0;
    for (int i = 0; i < indices.length; i++) {
      long before = 0;
      if (j < earlier.indices.length && earlier.indices[j] == indices[i]) {
        before = earlier.counts[j++];
      }
      if (counts[i] < before) {
        return this;
      }
      if (counts[i] > before) {
        left[n] = indices[i];
        differences[n++] = counts[i] - before;
      }
    }
    if (j < earlier.indices.length) {
      return this;
    }
    if (n == 0) {
      return EMPTY;
    }
    long lowest = Math.max(min, Buckets.lowest(left[0]));
    long highest = Math.min(max, Buckets.highest(left[n - 1]));
    return trusted(
        Arrays.copyOf(left, n), Arrays.copyOf(differences, n), sum - earlier.sum, lowest, highest);
  }

  /**
   * The same distribution as HdrHistogram's type with two significant digits, for its encodings and
   * its percentile arithmetic. Each value is represented by the lowest of its bucket.
   *
   * @return a new histogram
   */
  public org.HdrHistogram.Histogram toHdrHistogram() {
    org.HdrHistogram.Histogram out = new org.HdrHistogram.Histogram(Math.max(2, max), 2);
    for (int i = 0; i < indices.length; i++) {
      out.recordValueWithCount(Buckets.lowest(indices[i]), counts[i]);
    }
    return out;
  }

  @Override
  int buckets() {
    return indices.length;
  }

  @Override
  int index(int position) {
    return indices[position];
  }

  @Override
  double weight(int position) {
    return counts[position];
  }

  @Override
  double lowerBound() {
    return min;
  }

  @Override
  double upperBound() {
    return max;
  }

  @Override
  double exactMean() {
    return (double) sum / count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution that
        && count == that.count
        && sum == that.sum
        && min == that.min
        && max == that.max
        && Arrays.equals(indices, that.indices)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(indices) + Arrays.hashCode(counts)) + Long.hashCode(sum);
  }

  @Override
  public String toString() {
    return "Distribution[count=" + count + ", sum=" + sum + ", min=" + min + ", max=" + max + "]";
  }
}
