package io.tapes.reporters.prometheus.parse;

import io.tapes.Tags;
import java.util.Map;
import java.util.TreeMap;

/** A histogram of cumulative buckets. */
final class BucketGroup extends SampleGroup {
  private final FamilyType type;
  private final boolean openMetrics;
  private final TreeMap<Double, Long> buckets = new TreeMap<>();
  private String sum = "";
  private long count = -1;

  BucketGroup(FamilyType type, boolean openMetrics) {
    this.type = type;
    this.openMetrics = openMetrics;
  }

  @Override
  void add(String suffix, Sample sample, boolean later) throws Malformed {
    switch (suffix) {
      case "_sum", "_gsum" -> {
        if (!sum.isEmpty() && !later) {
          throw twice(sample);
        }
        sum = sample.number();
        Decimals.number(sum);
      }
      case "_count", "_gcount" -> {
        if (count >= 0 && !later) {
          throw twice(sample);
        }
        count = Decimals.count(sample.number());
      }
      default -> bucket(sample, later);
    }
  }

  private void bucket(Sample sample, boolean later) throws Malformed {
    String text = sample.label("le");
    double bound = Decimals.number(text) + 0.0; // of zeros there is one
    if (Double.isNaN(bound)) {
      throw new Malformed("the bound of a bucket is not a number; write a number or +Inf");
    }
    if (openMetrics && !later && !buckets.isEmpty() && bound <= buckets.lastKey()) {
      throw new Malformed("the bounds of the buckets are not ascending; write them in their order");
    }
    if (buckets.put(bound, Decimals.count(sample.number())) != null && !later) {
      throw twice(sample);
    }
  }

  @Override
  boolean isComplete() {
    return !sum.isEmpty() && count >= 0 && buckets.containsKey(Double.POSITIVE_INFINITY);
  }

  @Override
  void end(SeriesMaker maker, Tags tags) throws Malformed {
    Long all = buckets.get(Double.POSITIVE_INFINITY);
    if (all == null) {
      throw new Malformed("a histogram has no bucket with le=\"+Inf\"; write one");
    }
    if (count >= 0 && count != all) {
      throw new Malformed(
          "the _count of a histogram is " + count + ", and its bucket +Inf has " + all);
    }
    boolean negative = buckets.firstKey() < 0;
    maker.checkSums(type, !sum.isEmpty(), count >= 0, negative);
    int finite = buckets.size() - 1;
    double[] bounds = new double[finite];
    long[] counts = new long[finite + 1];
    long before = 0;
    int i = 0;
    for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
      if (bucket.getValue() < before) {
        throw new Malformed(
            "the bucket with le=\""
                + bucket.getKey()
                + "\" has less than one below it; buckets hold what is below them, too");
      }
      counts[i] = bucket.getValue() - before;
      before = bucket.getValue();
      if (i < finite) {
        bounds[i] = bucket.getKey();
      }
      i++;
    }
    if (type == FamilyType.GAUGEHISTOGRAM) {
      maker.gauges(tags, buckets, sum.isEmpty() ? Double.NaN : Decimals.number(sum));
    } else {
      if (!sum.isEmpty() && !negative) {
        requireSum();
      }
      maker.histogram(tags, bounds, counts, sum, startMillis());
    }
  }

  /**
   * Where no value can be negative, their sum is a count. Not a number is a value of somebody's.
   */
  private void requireSum() throws Malformed {
    double value = Decimals.number(sum);
    if (value < 0) {
      throw new Malformed("the _sum " + sum + " is negative, and no bucket is");
    }
  }
}
