package io.tapes.soak;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Instrument;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Each type of series, and of gauges each aggregation. */
enum SeriesKind {
  COUNTER("_total"),
  METER("_total"),
  HISTOGRAM("_count"),
  TIMER("_seconds_count"),
  ALL(Aggregation.ALL),
  LIVE_ALL(Aggregation.LIVE_ALL),
  SUM(Aggregation.SUM),
  LIVE_SUM(Aggregation.LIVE_SUM),
  MAX(Aggregation.MAX),
  LIVE_MAX(Aggregation.LIVE_MAX),
  MIN(Aggregation.MIN),
  LIVE_MIN(Aggregation.LIVE_MIN),
  MOST_RECENT(Aggregation.MOST_RECENT),
  LIVE_MOST_RECENT(Aggregation.LIVE_MOST_RECENT);

  /** What every record of a distribution is, so that its sum tells as much as its count. */
  static final int VALUE = 1_000_003;

  final @Nullable Aggregation aggregation;
  private final String suffix;

  SeriesKind(String suffix) {
    this.aggregation = null;
    this.suffix = suffix;
  }

  SeriesKind(Aggregation aggregation) {
    this.aggregation = aggregation;
    this.suffix = "";
  }

  /** An instrument, and how it is told that its record of that number happens. */
  record Recorder(Instrument instrument, LongConsumer records) {}

  boolean isGauge() {
    return aggregation != null;
  }

  /** Whether it is gone when its worker has ended. */
  boolean isLive() {
    return name().startsWith("LIVE_");
  }

  /** The last part of a name; that of a gauge must not look like a sample of a distribution. */
  String word() {
    return (isGauge() ? "g" : "") + name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** What a page for Prometheus calls the sample that counts the records of a metric. */
  String sample(String metric) {
    return metric.replace('.', '_') + suffix;
  }

  /** What it calls the sample with their sum, which must be {@link #VALUE} times as much. */
  String sumSample(String metric) {
    return sample(metric).replaceFirst("_count$", "_sum");
  }

  Recorder make(Registry registry, String name, Tags tags) {
    return switch (this) {
      case COUNTER -> {
        Counter counter = registry.counter(name, tags);
        yield new Recorder(counter, number -> counter.increment());
      }
      case METER -> {
        Meter meter = registry.meter(name, tags);
        yield new Recorder(meter, number -> meter.mark());
      }
      case HISTOGRAM -> {
        Histogram histogram = registry.histogram(name, tags);
        yield new Recorder(histogram, number -> histogram.record(VALUE));
      }
      case TIMER -> {
        Timer timer = registry.timer(name, tags);
        yield new Recorder(timer, number -> timer.record(VALUE, TimeUnit.NANOSECONDS));
      }
      default -> {
        Gauge gauge = registry.gauge(name, tags, aggregation);
        yield new Recorder(gauge, gauge::set);
      }
    };
  }
}
