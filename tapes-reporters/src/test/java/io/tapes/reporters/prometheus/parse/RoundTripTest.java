package io.tapes.reporters.prometheus.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.DistributionValue;
import io.tapes.DoubleTotal;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.testing.Forall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What was written is read again. */
class RoundTripTest {
  private static final String[] VALUES = {
    "", "a", "\n", "\\", "\"", "日本", "😀", "{x=\"y\"}", "a b"
  };
  private static final double[] NUMBERS = {
    0, -0.0, 1, -1, 1.5, 1e300, -1e-300, Double.MIN_VALUE, Double.MAX_VALUE, 123456789.25
  };

  private static byte[] written(PrometheusFormat format, Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(List.of(), format.write(snapshot, out));
    return out.toByteArray();
  }

  private static Snapshot parsed(boolean open, byte[] page) throws IOException {
    PrometheusParser parser = open ? PrometheusParser.openMetrics() : PrometheusParser.text();
    return parser.snapshot(new ByteArrayInputStream(page), 0);
  }

  /** One at a time: a difference is found among a few words, not among all series. */
  private static void assertSame(Snapshot expected, Snapshot found) {
    for (int i = 0; i < Math.min(expected.series().size(), found.series().size()); i++) {
      assertEquals(expected.series().get(i), found.series().get(i));
    }
    assertEquals(expected.series().size(), found.series().size());
  }

  /** As pages have them: what the model knows besides is not on a page. */
  private static Snapshot anySnapshot(Random random, boolean open) {
    List<Series> all = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      MetricKind kind =
          pick(
              random,
              MetricKind.DOUBLE_COUNTER,
              MetricKind.GAUGE,
              MetricKind.DOUBLE_HISTOGRAM,
              MetricKind.SUMMARY,
              open ? MetricKind.INFO : MetricKind.GAUGE,
              open ? MetricKind.STATE_SET : MetricKind.GAUGE);
      addFamily(random, "m" + (char) ('a' + i), kind, open, all);
    }
    return Snapshot.of(0, all);
  }

  private static void addFamily(
      Random random, String stem, MetricKind kind, boolean open, List<Series> all) {
    boolean facts = kind == MetricKind.INFO || kind == MetricKind.STATE_SET;
    String unit = open && !facts && random.nextBoolean() ? "seconds" : "";
    String plain = stem + (kind == MetricKind.STATE_SET ? "_x" : "_x:y");
    String total = kind == MetricKind.DOUBLE_COUNTER ? "_total" : "";
    String name = (unit.isEmpty() ? plain : stem + "_" + unit) + total;
    List<Double> bounds = new ArrayList<>();
    if (kind == MetricKind.DOUBLE_HISTOGRAM) {
      TreeSet<Double> any = new TreeSet<>(List.of(1.0));
      for (int i = random.nextInt(5); i > 0; i--) {
        any.add(Math.scalb(1.0, random.nextInt(-20, 60)) * (open || random.nextBoolean() ? 1 : -1));
      }
      bounds.addAll(any);
    }
    MetricInfo info =
        MetricInfo.of(name, kind)
            .described(unit, random.nextBoolean() ? "" : "What\\ \"it\" \n is " + stem, bounds);
    for (int i = random.nextInt(4); i >= 0; i--) {
      Tags tags = Tags.of("i", "" + i);
      String value = VALUES[random.nextInt(VALUES.length)];
      tags = value.isEmpty() ? tags : tags.and("t_1", value);
      tags = kind == MetricKind.STATE_SET ? tags.and(name, "on") : tags;
      all.add(Series.of(info, tags, anyValue(random, kind, bounds)));
    }
  }

  private static MetricValue anyValue(Random random, MetricKind kind, List<Double> bounds) {
    double number = NUMBERS[random.nextInt(NUMBERS.length)];
    double total = number + 0.0; // of sums there is one zero
    return switch (kind) {
      case INFO -> new LevelValue(1);
      case STATE_SET -> new LevelValue(random.nextInt(2));
      case DOUBLE_COUNTER -> {
        boolean large = random.nextBoolean();
        DoubleTotal sum = large ? new DoubleTotal(0x1p53, 1) : new DoubleTotal(Math.abs(number), 0);
        yield new SumValue((long) sum.toDouble(), 0, sum, Rates.ZERO);
      }
      case SUMMARY -> {
        long count = random.nextInt(3);
        int zero = BucketTable.DOUBLES.index(0);
        Distribution values =
            count == 0
                ? Distribution.empty()
                : Distribution.ofDoubles(
                    new int[] {zero}, new long[] {count}, Math.abs(number), 0, 0, 0);
        yield new DistributionValue(values, 1);
      }
      case DOUBLE_HISTOGRAM -> {
        long[] counts = new long[bounds.size() + 1];
        for (int i = 0; i < counts.length; i++) {
          counts[i] = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> random.nextInt(8, 64);
        }
        double[] array = bounds.stream().mapToDouble(Double::doubleValue).toArray();
        double sum = bounds.get(0) < 0 ? total : Math.abs(number);
        yield new DistributionValue(new ClassicLayout(array).distribution(counts, sum, 0), 1);
      }
      default -> new LevelValue(number);
    };
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... from) {
    return from[random.nextInt(from.length)];
  }

  @Test
  void parsingWhatWasWritten_givesTheSnapshot_inTheTextFormat() {
    Forall.check(
        any -> {
          Snapshot snapshot = anySnapshot(new Random(any.ints()), false);
          byte[] page = written(PrometheusFormat.text(), snapshot);
          assertSame(snapshot, parsed(false, page));
        });
  }

  @Test
  void parsingWhatWasWritten_givesTheSnapshot_inOpenMetrics() {
    Forall.check(
        any -> {
          Snapshot snapshot = anySnapshot(new Random(any.ints()), true);
          byte[] page = written(PrometheusFormat.openMetrics(), snapshot);
          assertSame(snapshot, parsed(true, page));
        });
  }

  /** Of what was recorded here, a page has less; what it has, comes through any number of times. */
  @Test
  void whateverIsWritten_isReadAndWrittenAgain_withoutAnotherChange() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(12, any::ints);
          Snapshot snapshot = Fuzz.snapshot(seeds);
          for (boolean open : new boolean[] {false, true}) {
            PrometheusFormat format =
                open ? PrometheusFormat.openMetrics() : PrometheusFormat.text();
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            format.write(snapshot, page);
            Snapshot once = parsed(open, page.toByteArray());
            assertSame(once, parsed(open, written(format, once)));
          }
        });
  }

  /** Whatever the bounds are, and whichever histograms are added: the counts at them are exact. */
  @Test
  void classicCounts_comeBackToTheUnit_andAddUp() {
    Forall.check(
        any -> {
          Random random = new Random(any.ints());
          TreeSet<Double> set = new TreeSet<>();
          for (int i = random.nextInt(8); i > 0; i--) {
            set.add(random.nextGaussian() * Math.scalb(1.0, random.nextInt(-30, 30)));
          }
          double[] bounds = set.stream().mapToDouble(Double::doubleValue).toArray();
          ClassicLayout layout = new ClassicLayout(bounds);
          long[] a = random.longs(bounds.length + 1, 0, 1L << 40).toArray();
          long[] b = random.longs(bounds.length + 1, 0, 1L << 40).toArray();
          Distribution sum = layout.distribution(a, 1, 0).plus(layout.distribution(b, 2, 0));
          long[] cumulative =
              layout.bounds().isEmpty()
                  ? new long[0]
                  : ClassicBounds.of(
                          MetricInfo.of("m", MetricKind.DOUBLE_HISTOGRAM)
                              .described("", "", layout.bounds()))
                      .cumulative(sum);
          long expected = 0;
          int at = 0;
          for (int i = 0; i < bounds.length; i++) {
            expected += a[i] + b[i];
            if (at < cumulative.length && layout.bounds().get(at) == bounds[i]) {
              assertEquals(expected, cumulative[at++]);
            }
          }
          assertEquals(cumulative.length, at);
          assertTrue(layout.bounds().size() <= bounds.length);
          assertEquals(3, sum.doubleSum(), sum.count() == 0 ? 3 : 1e-9);
        });
  }
}
