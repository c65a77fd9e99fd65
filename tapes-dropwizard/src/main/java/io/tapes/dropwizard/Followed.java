package io.tapes.dropwizard;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metered;
import com.codahale.metrics.Metric;
import com.codahale.metrics.Sampling;
import com.codahale.metrics.Timer;
import io.tapes.DistributionValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import org.jspecify.annotations.Nullable;

/** What a source knows of one name of Dropwizard's; any thread. */
final class Followed {
  /*
   * A series never falls in Tapes, and a metric of Dropwizard's may: it is decremented, or removed
   * and made again. So each reading takes over what came since the one before.
   */
  private final SeriesId id;
  private @Nullable Metric metric;
  private @Nullable MetricKind kind;
  private long seen;
  private long up;
  private long down;
  private SampledDistribution sampled = new SampledDistribution();

  /**
   * Nothing yet.
   *
   * @param name the name in Tapes
   */
  Followed(String name) {
    id = new SeriesId(name, Tags.empty());
  }

  /** The series of a metric now, null where it has none. */
  @Nullable Series read(Metric now) {
    if (now instanceof Bound bound) {
      return bound.binding().read().map(series -> series.withId(id)).orElse(null);
    }
    if (now instanceof Gauge<?> gauge) {
      double number = GaugeNumbers.of(gauge); // outside of the lock: it may hang
      return Double.isNaN(number) ? null : Series.gauge(id, number);
    }
    MetricKind nowKind = kind(now);
    return nowKind == null ? null : counted(now, nowKind);
  }

  private static @Nullable MetricKind kind(Metric metric) {
    if (metric instanceof Counter) {
      return MetricKind.UP_DOWN_COUNTER;
    }
    if (metric instanceof Histogram) {
      return MetricKind.HISTOGRAM;
    }
    if (metric instanceof Meter) {
      return MetricKind.METER;
    }
    return metric instanceof Timer ? MetricKind.TIMER : null;
  }

  private synchronized Series counted(Metric now, MetricKind nowKind) {
    begin(now, nowKind);
    long news = take(((Counting) now).getCount());
    if (now instanceof Sampling sampling) {
      sampled.add(news, sampling::getSnapshot);
    }
    MetricValue value =
        switch (nowKind) {
          case UP_DOWN_COUNTER -> new SumValue(up - down, down);
          case METER -> new SumValue(up, rates((Metered) now));
          case TIMER -> sampled.value(rates((Metered) now), DistributionValue.NANOS_PER_SECOND);
          default -> sampled.value(Rates.ZERO, 1);
        };
    return new Series(id, MetricInfo.of(id.name(), nowKind), value, 0, 0);
  }

  /** Another metric of the name counts from zero, and goes on where the one before it ended. */
  @SuppressWarnings("ReferenceEquality")
  private void begin(Metric now, MetricKind nowKind) {
    if (nowKind != kind) {
      kind = nowKind;
      up = 0;
      down = 0;
      sampled = new SampledDistribution();
    }
    if (now != metric) {
      metric = now;
      seen = 0;
    }
  }

  /** Takes over what has changed; returns by how much it grew. */
  private long take(long count) {
    long change = count - seen;
    seen = count;
    up += Math.max(0, change);
    down += Math.max(0, -change);
    return Math.max(0, change);
  }

  private static Rates rates(Metered metered) {
    return new Rates(
        metered.getOneMinuteRate(), metered.getFiveMinuteRate(), metered.getFifteenMinuteRate());
  }
}
