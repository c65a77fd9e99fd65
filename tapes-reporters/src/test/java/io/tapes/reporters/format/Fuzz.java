package io.tapes.reporters.format;

import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.ManualClock;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Snapshots with hostile names, tags and values, each made from a number. */
public final class Fuzz {
  /** Pieces that collide once mangled, escape badly, or end in what formats append. */
  private static final String[] PIECES = {
    "a",
    "b",
    "A",
    "total",
    "_total",
    "seconds",
    "bucket",
    "sum",
    "count",
    "created",
    "info",
    "le",
    "quantile",
    "__name__",
    "_",
    "-",
    ":",
    "9",
    "ü",
    "日本",
    "😀",
    "\"",
    "\\",
    "'",
    "#",
    "|",
    "@",
    ",",
    "=",
    "/",
    "%",
    "$",
    "<b>",
    "value",
    "m1"
  };

  private static final String[] ODD_VALUES = {
    "", " ", "\n", "\r\n", "\t", "\0", "\\n", "\\", "\"", "}", "{", "\uD83D", "\uDE00", "\u2028",
    "a.b", "# EOF\n", "\u0085", "\uFEFF"
  };

  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1,
    1.5,
    1e300,
    -1e-300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    123456789.25
  };

  private Fuzz() {}

  /** Up to as many series as there are numbers. */
  public static Snapshot snapshot(List<Integer> seeds) {
    Map<SeriesId, Series> series = new LinkedHashMap<>();
    for (int seed : seeds) {
      Random random = new Random(seed);
      SeriesId id = new SeriesId(name(random), tags(random));
      series.put(id, series(random, id));
    }
    return Snapshot.of(1_700_000_000_123L, new ArrayList<>(series.values()));
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      for (int j = random.nextInt(2); j >= 0; j--) {
        name.append(pick(random, PIECES));
      }
      name.append(i > 0 ? "." : "");
    }
    return name.toString();
  }

  private static Tags tags(Random random) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.put(
          pick(random, PIECES) + (random.nextBoolean() ? "" : pick(random, PIECES)),
          pick(random, random.nextBoolean() ? PIECES : ODD_VALUES) + pick(random, ODD_VALUES));
    }
    return Tags.of(tags);
  }

  private static Series series(Random random, SeriesId id) {
    return switch (random.nextInt(6)) {
      case 0 -> {
        long value = random.nextLong() >> random.nextInt(64);
        MetricKind kind = random.nextBoolean() ? MetricKind.COUNTER : MetricKind.UP_DOWN_COUNTER;
        SumValue sum = new SumValue(value, random.nextBoolean() ? 0 : random.nextInt(1 << 20));
        yield Series.of(MetricInfo.of(id.name(), kind), id.tags(), sum);
      }
      case 5 -> {
        MetricInfo info = MetricInfo.of(id.name(), MetricKind.DOUBLE_COUNTER);
        double sum = Math.scalb(random.nextDouble(), random.nextInt(-1_000, 1_000));
        yield Series.of(info, id.tags(), SumValue.ofDouble(sum));
      }
      case 1 -> Series.gauge(id, DOUBLES[random.nextInt(DOUBLES.length)], Aggregation.SUM);
      case 2 -> recorded(random, "m").withId(id);
      case 3 -> recorded(random, "h").withId(id);
      default -> recorded(random, "t").withId(id);
    };
  }

  private static Series recorded(Random random, String kind) {
    ManualClock clock = new ManualClock();
    Registry registry = Registry.builder().clock(clock).build();
    registry.meter("m").mark(random.nextInt(9));
    registry.histogram("h");
    registry.timer("t");
    for (int i = random.nextInt(5); i > 0; i--) {
      registry.histogram("h").record(random.nextLong() >>> random.nextInt(1, 64));
      registry.timer("t").record(random.nextInt(1 << 30), TimeUnit.NANOSECONDS);
    }
    clock.advance(Duration.ofSeconds(random.nextInt(30)));
    return registry.snapshot().series(new SeriesId(kind, Tags.empty())).orElseThrow();
  }

  /** The distribution behind a value. */
  static Distribution total(MetricValue value) {
    return value.asDistribution().total();
  }

  /** A histogram's value of which only the total matters. */
  public static DistributionValue histogram(Distribution total) {
    DistributionValue any = recorded(new Random(0), "h").value().asDistribution();
    return new DistributionValue(total, any.recent(), any.rates(), any.scale());
  }

  /** A distribution of given values. */
  public static Distribution of(long... values) {
    Distribution all = Distribution.empty();
    for (long value : values) {
      all =
          all.plus(
              Distribution.of(
                  new int[] {Buckets.index(value)}, new long[] {1}, value, value, value));
    }
    return all;
  }

  private static String pick(Random random, String[] from) {
    return from[random.nextInt(from.length)];
  }
}
