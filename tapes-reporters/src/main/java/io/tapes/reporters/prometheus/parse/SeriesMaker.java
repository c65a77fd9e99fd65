package io.tapes.reporters.prometheus.parse;

import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.DoubleTotal;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.Series;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.Numbers;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes series of what a family's samples say. What has no place in a snapshot is left out. */
final class SeriesMaker {
  private static final double[] NO_BOUNDS = {};
  private static final int ZERO = BucketTable.DOUBLES.index(0);

  private final ParsedFamily family;
  private final boolean openMetrics;
  private final Out out;
  private final Consumer<String> leftOut;

  /** Of the last histogram: most families have the same bounds in all series. */
  private ClassicLayout layout = new ClassicLayout(NO_BOUNDS);

  private @Nullable MetricInfo histogram;

  /** Takes series. */
  @FunctionalInterface
  interface Out {
    void take(Series series) throws Malformed;
  }

  SeriesMaker(ParsedFamily family, boolean openMetrics, Out out, Consumer<String> leftOut) {
    this.family = family;
    this.openMetrics = openMetrics;
    this.out = out;
    this.leftOut = leftOut;
  }

  void counter(Tags tags, DoubleTotal total, long startMillis) throws Malformed {
    // Whole, as another metric may have the rest of it: whoever writes it knows the suffix.
    String name = openMetrics ? family.name + "_total" : family.name;
    MetricValue sum = new SumValue((long) total.toDouble(), 0, total, Rates.ZERO);
    give(name, MetricKind.DOUBLE_COUNTER, tags, sum, startMillis);
  }

  void level(FamilyType type, Tags tags, double value) throws Malformed {
    MetricKind kind =
        switch (type) {
          case INFO -> MetricKind.INFO;
          case STATESET -> MetricKind.STATE_SET;
          default -> MetricKind.GAUGE;
        };
    // Whoever writes it adds the suffix, unless it is there.
    boolean twice = kind == MetricKind.INFO && family.name.endsWith("_info");
    String name = twice ? family.name + "_info" : family.name;
    give(name, kind, tags, new LevelValue(value), 0);
  }

  void summary(Tags tags, long count, DoubleTotal sum, long startMillis) throws Malformed {
    Distribution values =
        count == 0
            ? Distribution.empty()
            : Distribution.ofDoubles(
                // Always the same bucket: it must not fall when the mean does.
                new int[] {ZERO}, new long[] {count}, sum.sum(), sum.rest(), 0, 0);
    give(family.name, MetricKind.SUMMARY, tags, new DistributionValue(values, 1), startMillis);
  }

  /** Quantiles cannot be added up: over several processes the largest is shown. */
  void quantile(Tags tags, String quantile, double value) throws Malformed {
    give(
        () -> {
          String name = family.name + "_quantile";
          MetricInfo info =
              new MetricInfo(name, MetricKind.GAUGE, Aggregation.LIVE_MAX)
                  .described("", description(name), List.of());
          return Series.of(info, tags.and("quantile", quantile), new LevelValue(value));
        });
  }

  /** A histogram that goes up and down has no place but as its samples. */
  void gauges(Tags tags, SortedMap<Double, Long> buckets, double sum) throws Malformed {
    LevelValue all = new LevelValue(0);
    for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
      double bound = bucket.getKey();
      String le = bound == Double.POSITIVE_INFINITY ? "+Inf" : Numbers.bound(bound);
      all = new LevelValue((double) (long) bucket.getValue()); // those of the last are all of them
      give(family.name + "_bucket", MetricKind.GAUGE, tags.and("le", le), all, 0);
    }
    give(family.name + "_gcount", MetricKind.GAUGE, tags, all, 0);
    if (!Double.isNaN(sum)) {
      give(family.name + "_gsum", MetricKind.GAUGE, tags, new LevelValue(sum), 0);
    }
  }

  void histogram(Tags tags, double[] bounds, long[] counts, String sum, long startMillis)
      throws Malformed {
    DoubleTotal total = Decimals.total(sum.isEmpty() ? "NaN" : sum);
    give(
        () -> {
          MetricInfo info = histogram;
          if (info == null || !layout.hasBounds(bounds)) {
            layout = new ClassicLayout(bounds);
            info =
                MetricInfo.of(family.name, MetricKind.DOUBLE_HISTOGRAM)
                    .described(family.unit(), description(family.name), layout.bounds());
            histogram = info;
          }
          Distribution values = layout.distribution(counts, total.sum(), total.rest());
          return Series.of(info, tags, new DistributionValue(values, 1)).withStart(startMillis);
        });
  }

  /** OpenMetrics is strict about what stands beside the buckets. */
  void checkSums(FamilyType type, boolean sum, boolean count, boolean negative) throws Malformed {
    if (openMetrics && sum != count) {
      throw new Malformed(
          "a histogram has a sum or a count and not both; write both, or none of them");
    }
    if (openMetrics && negative && sum && type == FamilyType.HISTOGRAM) {
      throw new Malformed(
          "a histogram with negative buckets has a _sum, which would fall; leave it out");
    }
  }

  private void give(String name, MetricKind kind, Tags tags, MetricValue value, long startMillis)
      throws Malformed {
    give(
        () -> {
          MetricInfo info =
              MetricInfo.of(name, kind).described(family.unit(), description(name), List.of());
          return Series.of(info, tags, value).withStart(startMillis);
        });
  }

  private interface Making {
    Series make();
  }

  private void give(Making making) throws Malformed {
    Series made;
    try {
      made = making.make();
    } catch (IllegalArgumentException e) { // a name or bounds that the model does not have
      leftOut.accept("a series of " + Malformed.shown(family.name) + ": " + e.getMessage());
      return;
    }
    out.take(made);
  }

  /** A text that says no more than the name says nothing. */
  private String description(String name) {
    String help = family.help();
    if (help.equals(name)) {
      return "";
    }
    if (help.length() <= MetricInfo.MAX_TEXT) {
      return help;
    }
    int end = MetricInfo.MAX_TEXT;
    return help.substring(0, Character.isHighSurrogate(help.charAt(end - 1)) ? end - 1 : end);
  }
}
