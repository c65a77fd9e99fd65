package io.tapes.reporters.encoding;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Buckets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which bucket of a Prometheus native histogram each recorded bucket falls into.
 *
 * <p>Native bucket i of schema n holds the values above b^(i−1) up to b^i, where b = 2^(2^−n).
 * Recorded buckets are counted whole, where their middle lies: so no native bucket ever falls, and
 * the buckets of two distributions add up to those of their sum. With schema 3 a native bucket is 9
 * % wide, and the recorded ones, at most 0.8 % wide, blur its edges little.
 *
 * <p>Immutable.
 */
public final class NativeBuckets {
  /** Finer ones would have empty buckets in between: the recorded ones are too wide for them. */
  public static final int MAX_SCHEMA = 6;

  /** The bucket of values that are zero. */
  static final int ZERO = Integer.MIN_VALUE;

  /** Below it everything counts as zero; as other Prometheus clients have it. */
  public static final double ZERO_THRESHOLD = 0x1p-128;

  private static final ConcurrentMap<Key, NativeBuckets> KNOWN = new ConcurrentHashMap<>();

  /** Of longs from 0 on, which most distributions are of. */
  private final int[] indices = new int[Buckets.COUNT];

  private final double[] bounds;
  private final double recordedPerUnit;

  private NativeBuckets(Key key) {
    bounds = new double[1 << key.schema()];
    recordedPerUnit = key.recordedPerUnit();
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Math.pow(2, (double) i / bounds.length - 1);
    }
    indices[0] = ZERO;
    for (int i = 1; i < indices.length; i++) {
      double lowest = Buckets.lowest(i);
      double middle = lowest + (Buckets.highest(i) - lowest) / 2;
      indices[i] = index(middle / recordedPerUnit);
    }
  }

  /**
   * Returns the table of a schema and a unit.
   *
   * @param schema from 0 to {@link #MAX_SCHEMA}
   * @param recordedPerUnit how much of what is recorded makes one of what is shown
   */
  public static NativeBuckets of(int schema, double recordedPerUnit) {
    return KNOWN.computeIfAbsent(new Key(schema, recordedPerUnit), NativeBuckets::new);
  }

  /**
   * Returns the native bucket of a recorded one, or {@link #ZERO}. Negative values have buckets of
   * their own with the same numbers, by how far they are from zero.
   */
  public int index(BucketTable table, int recorded) {
    if (table == BucketTable.LONGS && recorded >= 0) {
      return indices[recorded];
    }
    double distance = Math.abs(table.middle(recorded)) / recordedPerUnit;
    return distance <= ZERO_THRESHOLD ? ZERO : index(distance);
  }

  /** The smallest i with value ≤ b^i; the bounds are those from one half up to one. */
  private int index(double value) {
    int exponent = Math.getExponent(value) + 1;
    double fraction = Math.scalb(value, -exponent); // from one half up to one
    int at = Arrays.binarySearch(bounds, fraction);
    return (at >= 0 ? at : -at - 1) + (exponent - 1) * bounds.length;
  }

  private record Key(int schema, double recordedPerUnit) {}
}
