package io.tapes.prometheus.client;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The native buckets of a histogram. Bucket i of the positive values reaches from {@code base^(i -
 * 1)}, which is no part of it, to {@code base^i}, where the base is {@code 2^(2^-schema)}. An
 * immutable value.
 *
 * @param zeroThreshold values that are no further from zero are in the zero bucket
 * @param negative by the index that their absolute values have
 */
record NativeBuckets(
    int schema,
    double zeroThreshold,
    long zeroCount,
    NavigableMap<Integer, Long> positive,
    NavigableMap<Integer, Long> negative) {
  /** Of a histogram that is a classic one. */
  static final NativeBuckets NONE =
      new NativeBuckets(
          HistogramSnapshot.CLASSIC_HISTOGRAM, 0, 0, new TreeMap<>(), new TreeMap<>());

  /** Takes a bucket. */
  interface Sink {
    void add(double above, double upTo, long values);
  }

  static NativeBuckets of(HistogramSnapshot.HistogramDataPointSnapshot point) {
    return new NativeBuckets(
        point.getNativeSchema(),
        point.getNativeZeroThreshold(),
        point.getNativeZeroCount(),
        map(point.getNativeBucketsForPositiveValues()),
        map(point.getNativeBucketsForNegativeValues()));
  }

  private static NavigableMap<Integer, Long> map(NativeHistogramBuckets buckets) {
    NavigableMap<Integer, Long> map = new TreeMap<>();
    for (int i = 0; i < buckets.size(); i++) {
      map.put(buckets.getBucketIndex(i), buckets.getCount(i));
    }
    return map;
  }

  private double bound(int index) {
    return Math.pow(2, Math.scalb((double) index, -schema));
  }

  /** Hands over the buckets in ascending order. */
  void forEach(Sink sink) {
    for (Map.Entry<Integer, Long> bucket : negative.descendingMap().entrySet()) {
      int index = bucket.getKey();
      sink.add(-bound(index), -bound(index - 1), bucket.getValue());
    }
    if (zeroCount > 0) {
      sink.add(-zeroThreshold, zeroThreshold, zeroCount);
    }
    positive.forEach((index, values) -> sink.add(bound(index - 1), bound(index), values));
  }

  long count() {
    return zeroCount + sum(positive) + sum(negative);
  }

  private static long sum(NavigableMap<Integer, Long> side) {
    return side.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * What came since earlier buckets. Buckets may have been joined meanwhile, and the zero bucket
   * may have taken in those next to it. Where it cannot be told what became of the earlier ones, as
   * many values as came are taken to be distributed as all are now.
   */
  NativeBuckets since(NativeBuckets earlier) {
    long news = count() - earlier.count();
    if (news < 0) {
      return this;
    }
    for (IntUnaryOperator halved :
        List.<IntUnaryOperator>of(NativeBuckets::halved, NativeBuckets::halvedByClientJava)) {
      NativeBuckets difference = since(earlier, halved);
      if (difference != null) {
        return difference;
      }
    }
    return scaled(news);
  }

  /** The bucket of the next schema that a bucket is a part of. */
  private static int halved(int index) {
    return ((index - 1) >> 1) + 1;
  }

  /** The one that client_java 1.8 joins it to, which is another for even indices below zero. */
  private static int halvedByClientJava(int index) {
    return (index + 1) / 2;
  }

  private @Nullable NativeBuckets since(NativeBuckets earlier, IntUnaryOperator halved) {
    if (earlier.schema < schema || earlier.zeroThreshold > zeroThreshold) {
      return null;
    }
    NativeBuckets before = earlier.joined(schema, zeroThreshold, halved);
    NavigableMap<Integer, Long> up = difference(positive, before.positive);
    NavigableMap<Integer, Long> down = difference(negative, before.negative);
    long zeros = zeroCount - before.zeroCount;
    return up == null || down == null || zeros < 0
        ? null
        : new NativeBuckets(schema, zeroThreshold, zeros, up, down);
  }

  private static @Nullable NavigableMap<Integer, Long> difference(
      NavigableMap<Integer, Long> now, NavigableMap<Integer, Long> before) {
    NavigableMap<Integer, Long> difference = new TreeMap<>(now);
    before.forEach((index, values) -> difference.merge(index, -values, Long::sum));
    difference.values().removeIf(values -> values == 0);
    return difference.values().stream().anyMatch(values -> values < 0) ? null : difference;
  }

  /** The same values in wider buckets. */
  private NativeBuckets joined(int newSchema, double newThreshold, IntUnaryOperator halved) {
    NavigableMap<Integer, Long> up = new TreeMap<>();
    NavigableMap<Integer, Long> down = new TreeMap<>();
    long zeros =
        zeroCount
            + join(positive, newSchema, newThreshold, halved, up)
            + join(negative, newSchema, newThreshold, halved, down);
    return new NativeBuckets(newSchema, newThreshold, zeros, up, down);
  }

  /** Joins one side; returns how many values belong to the zero bucket. */
  private long join(
      NavigableMap<Integer, Long> from,
      int newSchema,
      double newThreshold,
      IntUnaryOperator halved,
      NavigableMap<Integer, Long> to) {
    long zeros = 0;
    for (Map.Entry<Integer, Long> bucket : from.entrySet()) {
      // It is wholly in or out, as the threshold is a bound; which was computed in another way.
      if (bound(bucket.getKey()) <= newThreshold * (1 + 1e-9)) {
        zeros += bucket.getValue();
        continue;
      }
      int index = bucket.getKey();
      for (int step = schema; step > newSchema; step--) {
        index = halved.applyAsInt(index);
      }
      to.merge(index, bucket.getValue(), Long::sum);
    }
    return zeros;
  }

  /** So many values, distributed as these are. */
  private NativeBuckets scaled(long values) {
    NavigableMap<Integer, Long> up = new TreeMap<>();
    NavigableMap<Integer, Long> down = new TreeMap<>();
    double share = (double) values / Math.max(1, count());
    long left = values - scale(positive, share, values, up);
    left -= scale(negative, share, left, down);
    return new NativeBuckets(schema, zeroThreshold, left, up, down);
  }

  /** Scales one side to so many values at most; returns how many there are. */
  private static long scale(
      NavigableMap<Integer, Long> side, double share, long most, NavigableMap<Integer, Long> to) {
    double exact = 0;
    long given = 0;
    for (Map.Entry<Integer, Long> bucket : side.entrySet()) {
      exact += bucket.getValue() * share;
      long part = Math.min(most, Math.round(exact)) - given;
      if (part > 0) {
        to.put(bucket.getKey(), part);
        given += part;
      }
    }
    return given;
  }
}
