package io.tapes.distributed.wire;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;

/** Distributions as bytes. */
final class DistributionCodec {
  private DistributionCodec() {}

  static void write(WireWriter out, Distribution d) {
    out.writeVarint(d.bucketCount());
    if (d.bucketCount() == 0) {
      return;
    }
    out.writeVarint(d.sum());
    out.writeVarint(d.min());
    out.writeVarint(d.max() - d.min());
    int next = 0;
    for (int i = 0; i < d.bucketCount(); i++) {
      out.writeVarint(d.bucketIndex(i) - next);
      out.writeVarint(d.bucketValues(i) - 1);
      next = d.bucketIndex(i) + 1;
    }
  }

  static Distribution read(WireReader in) throws MalformedFrameException {
    // A bucket takes two bytes at least.
    int n = in.readUpTo(Math.min(Buckets.COUNT, in.remaining() / 2), "number of buckets");
    if (n == 0) {
      return Distribution.empty();
    }
    long sum = in.readVarint();
    long min = in.readCount();
    long max = min + in.readCount();
    int[] indices = new int[n];
    long[] counts = new long[n];
    int next = 0;
    for (int i = 0; i < n; i++) {
      indices[i] = next + in.readUpTo(Buckets.COUNT, "bucket gap");
      counts[i] = in.readCount() + 1;
      next = indices[i] + 1;
    }
    try {
      return Distribution.of(indices, counts, sum, min, max);
    } catch (IllegalArgumentException e) {
      throw new MalformedFrameException(String.valueOf(e.getMessage()));
    }
  }
}
