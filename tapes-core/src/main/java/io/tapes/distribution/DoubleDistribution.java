package io.tapes.distribution;

/** A distribution of doubles. Its smallest and largest value are kept as keys. */
final class DoubleDistribution extends Distribution {
  private final double rest;

  DoubleDistribution(
      BucketSet buckets,
      byte[] counts,
      long count,
      Total total,
      long min,
      long max,
      boolean whole) {
    super(buckets, counts, count, total.bits(), min, max, whole);
    this.rest = total.rest();
  }

  @Override
  public BucketTable table() {
    return BucketTable.DOUBLES;
  }

  @Override
  Total total() {
    return new Total(BucketTable.DOUBLES, sumBits(), rest);
  }

  @Override
  public double restOfSum() {
    return rest;
  }
}
