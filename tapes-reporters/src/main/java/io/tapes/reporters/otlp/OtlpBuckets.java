package io.tapes.reporters.otlp;

import io.tapes.DistributionValue;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.encoding.NativeBuckets;
import io.tapes.reporters.encoding.NativeCounts;
import io.tapes.reporters.encoding.ProtoBytes;
import org.jspecify.annotations.Nullable;

/** The part of a data point that describes a distribution. */
final class OtlpBuckets {
  /** Fixed for ever, so that every two points of a metric can be added. */
  private static final int SCALE = 3;

  private OtlpBuckets() {}

  /**
   * Writes it.
   *
   * @param bounds where to cut; null for exponential buckets
   */
  static void write(DistributionValue of, @Nullable ClassicBounds bounds, ProtoBytes point) {
    Distribution values = of.total();
    double recordedPerUnit = of.scale();
    boolean exponential = bounds == null;
    point.fixed64(4, values.count());
    if (values.count() == 0 || of.min() >= 0) {
      // With negative values it is no sum of a counter: the protocol wants it left out.
      point.number(5, of.sum());
    }
    if (bounds == null) {
      exponential(values, recordedPerUnit, point);
    } else {
      explicit(values, bounds, point);
    }
    if (values.count() > 0) {
      point.number(exponential ? 12 : 11, of.min());
      point.number(exponential ? 13 : 12, of.max());
    }
  }

  private static void exponential(Distribution values, double recordedPerUnit, ProtoBytes point) {
    NativeBuckets table = NativeBuckets.of(SCALE, recordedPerUnit);
    NativeCounts positive = NativeCounts.positive(values, table);
    NativeCounts negative = NativeCounts.negative(values, table);
    point.zigzag(6, SCALE);
    point.fixed64(7, positive.zeros() + negative.zeros());
    buckets(8, positive, point);
    buckets(9, negative, point);
  }

  /** Buckets from the first to the last that holds something; OTLP counts them from one lower. */
  private static void buckets(int field, NativeCounts counts, ProtoBytes point) {
    if (counts.size() > 0) {
      int first = counts.index(0);
      ProtoBytes dense = new ProtoBytes();
      for (int i = 0, next = first; i < counts.size(); i++, next++) {
        for (; next < counts.index(i); next++) {
          dense.varint(0);
        }
        dense.varint(counts.count(i));
      }
      ProtoBytes buckets = new ProtoBytes();
      buckets.zigzag(1, first - 1);
      buckets.message(2, dense);
      point.message(field, buckets);
    }
  }

  private static void explicit(Distribution values, ClassicBounds classic, ProtoBytes point) {
    long[] cumulative = classic.cumulative(values);
    ProtoBytes counts = new ProtoBytes();
    ProtoBytes bounds = new ProtoBytes();
    long below = 0;
    for (int i = 0; i < classic.size(); i++) {
      counts.fixed64(cumulative[i] - below);
      below = cumulative[i];
      bounds.fixed64(Double.doubleToRawLongBits(classic.shown(i)));
    }
    counts.fixed64(values.count() - below);
    point.message(6, counts);
    point.message(7, bounds);
  }
}
