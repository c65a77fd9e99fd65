package io.tapes.distributed.wire;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;

/** Distributions of doubles, and of longs among which some are negative, as bytes. */
final class SignedCodec {
  private static final int ALL = 0;
  private static final int CHANGES = 1;
  private static final int LONGS = 1;
  private static final int DOUBLES = 2;

  private SignedCodec() {}

  /** Whether the form for what is not negative does not do. */
  static boolean isNeededFor(Distribution d) {
    return d.count() > 0 && (d.table() == BucketTable.DOUBLES || d.minKey() < 0);
  }

  static void write(WireWriter out, Distribution d, boolean changes) {
    out.writeByte(changes ? CHANGES : ALL);
    boolean longs = d.table() == BucketTable.LONGS;
    out.writeByte(longs ? LONGS : DOUBLES);
    if (longs) {
      out.writeLong(d.sum());
    } else {
      out.writeLong(Double.doubleToRawLongBits(d.doubleSum()));
      out.writeLong(Double.doubleToRawLongBits(d.restOfSum()));
    }
    out.writeLong(d.minKey());
    out.writeLong(d.maxKey());
    out.writeVarint(d.bucketCount());
    out.writeSigned(d.bucketIndex(0));
    int next = 0;
    for (int i = 0; i < d.bucketCount(); i++) {
      if (i > 0) {
        out.writeVarint(d.bucketIndex(i) - next);
      }
      out.writeVarint(d.bucketValues(i) - 1);
      next = d.bucketIndex(i) + 1;
    }
  }

  /** Whether changed buckets follow; never with a definition. */
  static boolean readChanges(WireReader in, boolean defined) throws MalformedFrameException {
    int form = in.readByte();
    if (form > CHANGES || (defined && form == CHANGES)) {
      throw new MalformedFrameException("a distribution in the form " + form);
    }
    return form == CHANGES;
  }

  static Distribution read(WireReader in) throws MalformedFrameException {
    int numbers = in.readByte();
    if (numbers != LONGS && numbers != DOUBLES) {
      throw new MalformedFrameException("a distribution of numbers of the unknown kind " + numbers);
    }
    BucketTable table = numbers == LONGS ? BucketTable.LONGS : BucketTable.DOUBLES;
    boolean doubles = table == BucketTable.DOUBLES;
    long sum = doubles ? 0 : in.readLong();
    double doubleSum = doubles ? in.readPartOfSum() : 0;
    double rest = doubles ? in.readPartOfSum() : 0;
    long min = in.readLong();
    long max = in.readLong();
    // A bucket takes two bytes at least.
    int n = in.readUpTo((in.remaining() + 1) / 2, "number of buckets");
    long next = in.readSigned();
    int[] indices = new int[n];
    long[] counts = new long[n];
    for (int i = 0; i < n; i++) {
      long gap = i == 0 ? 0 : in.readUpTo(table.last() - table.first(), "bucket gap");
      long index = next + gap;
      indices[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, index));
      counts[i] = in.readCount() + 1;
      next = indices[i] + 1L;
    }
    try {
      Distribution read =
          doubles
              ? Distribution.ofDoubles(indices, counts, doubleSum, rest, min, max)
              : Distribution.of(indices, counts, sum, min, max);
      if (!isNeededFor(read)) {
        throw new MalformedFrameException("a distribution in a form that it does not need");
      }
      return read;
    } catch (IllegalArgumentException e) {
      throw new MalformedFrameException(String.valueOf(e.getMessage()));
    }
  }
}
