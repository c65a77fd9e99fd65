package io.tapes.reporters.prometheus;

import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.NativeBuckets;
import io.tapes.reporters.encoding.NativeCounts;
import io.tapes.reporters.encoding.ProtoBytes;

/**
 * The buckets of a native histogram as the fields that they have in Prometheus' messages: those of
 * a scrape and those of remote write number them alike, from another number on.
 */
final class NativeFields {
  private final int first;
  private final int schema;
  private final ProtoBytes part = new ProtoBytes();

  /**
   * Fields of one kind of message.
   *
   * @param first the number of the field that has the schema
   * @param schema the schema
   */
  NativeFields(int first, int schema) {
    this.first = first;
    this.schema = schema;
  }

  /** Writes the buckets of a distribution. */
  void write(Distribution values, double recordedPerUnit, ProtoBytes histogram) {
    NativeBuckets table = NativeBuckets.of(schema, recordedPerUnit);
    NativeCounts positive = NativeCounts.positive(values, table);
    NativeCounts negative = NativeCounts.negative(values, table);
    histogram.zigzag(first, schema);
    histogram.number(first + 1, NativeBuckets.ZERO_THRESHOLD);
    histogram.varint(first + 2, positive.zeros() + negative.zeros());
    buckets(first + 4, negative, histogram);
    buckets(first + 7, positive, histogram);
    if (positive.size() == 0 && negative.size() == 0) {
      span(first + 7, 0, 0, histogram); // tells it from a classic one
    }
  }

  /** Buckets as runs without a gap: where each begins, its length, and counts as differences. */
  private void buckets(int spans, NativeCounts counts, ProtoBytes histogram) {
    int expected = 0;
    for (int i = 0; i < counts.size(); ) {
      int end = i + 1;
      while (end < counts.size() && counts.index(end) == counts.index(end - 1) + 1) {
        end++;
      }
      span(spans, counts.index(i) - expected, end - i, histogram);
      expected = counts.index(end - 1) + 1;
      i = end;
    }
    long before = 0;
    for (int i = 0; i < counts.size(); i++) {
      histogram.zigzag(spans + 1, counts.count(i) - before);
      before = counts.count(i);
    }
  }

  private void span(int field, int offset, int length, ProtoBytes histogram) {
    part.clear();
    part.zigzag(1, offset);
    part.varint(2, length);
    histogram.message(field, part);
  }
}
