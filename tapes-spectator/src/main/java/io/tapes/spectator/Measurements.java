package io.tapes.spectator;

import io.tapes.DistributionValue;
import io.tapes.Elapsed;
import io.tapes.LevelValue;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.AtlasNames;
import io.tapes.reporters.encoding.AtlasSquares;
import io.tapes.reporters.encoding.PercentileBuckets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a series is in Atlas: measurements by statistic, those of its increase. */
final class Measurements {
  private final Map<String, String> commonTags;
  private final List<Measurement> collected = new ArrayList<>();

  Measurements(Map<String, String> commonTags) {
    this.commonTags = commonTags;
  }

  List<Measurement> collected() {
    return collected;
  }

  /**
   * Adds those of a series.
   *
   * @param before its value when it was last published; null if it never was
   */
  void add(Series series, @Nullable MetricValue before) {
    MetricValue now = series.value();
    MetricValue news = before != null && before.shape() == now.shape() ? now.minus(before) : now;
    One one = new One(series.name(), series.tags());
    news.visit(
        sum -> {
          if (series.kind().isMonotonic()) {
            one.increase("count", "", sum.increased().toDouble());
          } else {
            one.level("gauge", now.asSum().toDouble());
          }
        },
        level -> level(series.kind(), series.after(before).value().asLevel(), one),
        values -> distribution(values, series.kind().isSummary(), one));
  }

  private static void level(MetricKind kind, LevelValue level, One one) {
    if (kind == MetricKind.LONG_TASK_TIMER && level.basis() instanceof Elapsed clocks) {
      one.level("activeTasks", (double) clocks.clocks());
      one.level("duration", clocks.seconds());
      one.level("max", clocks.longestSeconds());
    } else {
      one.level(kind == MetricKind.MAX_GAUGE ? "max" : "gauge", level.value());
    }
  }

  private static void distribution(DistributionValue values, boolean summary, One one) {
    Distribution news = values.total();
    if (news.count() == 0) {
      return;
    }
    boolean timer = values.isDuration();
    boolean negative = news.minKey() < 0;
    one.increase("count", "", (double) news.count());
    if (!negative) { // what Atlas adds up only grows
      one.increase(timer ? "totalTime" : "totalAmount", "", values.sum());
    }
    if (summary) {
      return;
    }
    if (!negative) {
      one.increase("totalOfSquares", "", AtlasSquares.of(news, values.sum(), values.scale()));
    }
    one.level("max", values.max());
    if (!negative && news.table() == BucketTable.LONGS) {
      PercentileBuckets.counts(news, timer)
          .forEach(
              (bucket, count) ->
                  one.increase(
                      "percentile",
                      (timer ? "T" : "D") + PercentileBuckets.hex(bucket),
                      (double) count));
    }
  }

  /** The measurements of one series. */
  private final class One {
    private final String name;
    private final Map<String, String> tags;

    One(String name, Tags tags) {
      this.name = AtlasNames.mangled(name);
      this.tags = AtlasNames.tags(tags);
    }

    void increase(String statistic, String percentile, double amount) {
      if (amount > 0 && amount <= Double.MAX_VALUE) {
        put(statistic, percentile, Measurement.Op.ADD, amount);
      }
    }

    /** Not a number is a gauge that is withdrawn: what is not published is gone. */
    void level(String statistic, double value) {
      if (Double.isFinite(value)) {
        put(statistic, "", Measurement.Op.MAX, value);
      }
    }

    private void put(String statistic, String percentile, Measurement.Op op, double value) {
      Map<String, String> own = new TreeMap<>(tags);
      if (!percentile.isEmpty()) {
        own.put("percentile", percentile);
      }
      own.put("statistic", statistic);
      Map<String, String> all = new LinkedHashMap<>(commonTags);
      own.forEach(all::putIfAbsent);
      all.put("name", name);
      collected.add(new Measurement(all, op, value));
    }
  }
}
