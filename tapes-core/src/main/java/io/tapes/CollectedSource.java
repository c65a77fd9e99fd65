package io.tapes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** A {@link MetricSource} that is registered, and the series that it gave last. */
final class CollectedSource extends AskedSource {
  private final MetricSource source;
  private final Tags commonTags;
  private final Clock clock;
  private final Counter errors;
  private final long intervalNanos;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(MetricSource.class));
  private long askedNanos;
  private List<Series> answer = List.of();

  /** Throws an {@link IllegalArgumentException} with a sentence if the interval is not one. */
  CollectedSource(MetricSource source, Tags commonTags, Clock clock, Counter errors) {
    this.source = Objects.requireNonNull(source, "the metric source is null; pass one");
    this.commonTags = commonTags;
    this.clock = clock;
    this.errors = errors;
    Duration interval = source.interval();
    if (interval.isNegative()) {
      throw new IllegalArgumentException(
          "the interval of metric source '"
              + source
              + "' is "
              + interval
              + "; return zero to be asked for every snapshot");
    }
    this.intervalNanos = Durations.nanos(interval);
  }

  MetricSource source() {
    return source;
  }

  /** The series, in the order in which they were given. */
  List<Series> answer() {
    return answer;
  }

  @Override
  boolean isDue(long nanos) {
    return !isAnswered() || nanos - askedNanos >= intervalNanos;
  }

  @Override
  void call(SourceRun run) {
    askedNanos = clock.nanoTime();
    List<Series> given = new ArrayList<>();
    try {
      source.collect(
          series -> {
            if (run.isAbandoned()) { // it may be one that never stops giving
              throw new IllegalStateException(
                  "the series of this source took too long and are left out");
            }
            add(given, tagged(series));
          });
    } finally {
      // What it gave before it threw counts too.
      if (!run.isAbandoned()) {
        answer = List.copyOf(given);
      }
    }
  }

  /** A name without end harms no other series of its source. */
  private void add(List<Series> given, Series series) {
    try {
      series.id().requireRoom();
      given.add(series);
    } catch (IllegalArgumentException e) {
      errors.increment();
      log.warn("a series of a source is left out: " + e.getMessage(), e);
    }
  }

  private Series tagged(Series series) {
    return commonTags.isEmpty()
        ? Objects.requireNonNull(series, "the series is null; leave it out")
        : new Series(new SeriesId(series.name(), commonTags.and(series.tags())), series.value());
  }

  @Override
  void failed(Throwable failure) {
    errors.increment();
    log.warn(
        "series are missing: " + describe() + " failed with " + LogLimiter.describe(failure),
        failure);
  }

  @Override
  void silent() {
    answer = List.of();
    errors.increment();
  }

  /** By its class: its own text is the user's code too. */
  @Override
  String describe() {
    return "metric source "
        + (source instanceof SourceView view ? view.source() : source).getClass().getName();
  }
}
