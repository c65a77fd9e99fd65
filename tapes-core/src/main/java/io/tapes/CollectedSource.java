package io.tapes;

import io.tapes.sources.AskedSource;
import io.tapes.sources.SourceRun;
import io.tapes.support.Durations;
import io.tapes.support.LogLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** A {@link MetricSource} that is registered, and the series that it gave last. */
final class CollectedSource extends AskedSource {
  private final MetricSource source;

  /** What it called itself when it was registered. */
  private final String name;

  private final MetricFilters filters;
  private final Tags commonTags;
  private final Clock clock;
  private final Counter errors;
  private final long intervalNanos;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(MetricSource.class));
  private volatile long askedNanos;
  private volatile List<Series> answer = List.of();

  /** Throws an {@link IllegalArgumentException} with a sentence if the interval is not one. */
  CollectedSource(
      MetricSource source, MetricFilters filters, Tags commonTags, Clock clock, Counter errors) {
    this.source = Objects.requireNonNull(source, "the metric source is null; pass one");
    this.name = source.toString();
    this.filters = filters;
    this.commonTags = commonTags;
    this.clock = clock;
    this.errors = errors;
    Duration interval = source.interval();
    if (interval.isNegative()) {
      throw new IllegalArgumentException(
          "the interval of metric source '"
              + name
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
  protected boolean isDue(long nanos) {
    return !isAnswered() || !isGood(nanos);
  }

  /** Whether series that were asked for last are good at that time. */
  private boolean isGood(long nanos) {
    return nanos - askedNanos < intervalNanos;
  }

  @Override
  protected boolean call(SourceRun run) {
    if (isAnswered() && isGood(clock.nanoTime())) {
      return true; // by a call that was given up, since this reading began
    }
    askedNanos = clock.nanoTime();
    List<Series> given = new ArrayList<>();
    boolean counts;
    try {
      source.collect(
          series -> {
            if (!counts(run)) { // it may be one that never stops giving
              throw new IllegalStateException(
                  "the series of " + name + " took too long and are left out");
            }
            add(given, series);
          });
    } finally {
      // What it gave before it threw counts too.
      counts = keep(given, run);
    }
    return counts;
  }

  /** At once, for those who leave out at the same time what did not answer. */
  private synchronized boolean keep(List<Series> given, SourceRun run) {
    boolean counts = counts(run);
    if (counts) {
      answer = List.copyOf(given);
      answered();
    }
    return counts;
  }

  /** Series that come too late for one reading are still good for the next, for the interval. */
  private boolean counts(SourceRun run) {
    return !run.isAbandoned() || isGood(clock.nanoTime());
  }

  /** A name without end harms no other series of its source. */
  private void add(List<Series> given, Series collected) {
    try {
      Objects.requireNonNull(collected, "the series is null; leave it out");
      Series passed = filters.apply(collected);
      if (passed == null) {
        return;
      }
      Series series = tagged(passed);
      series.id().requireRoom();
      given.add(series);
    } catch (IllegalArgumentException e) {
      errors.increment();
      log.warn("a series of a source is left out: " + e.getMessage(), e);
    }
  }

  private Series tagged(Series series) {
    return commonTags.isEmpty()
        ? series
        : series.withId(new SeriesId(series.name(), commonTags.and(series.tags())));
  }

  @Override
  protected void failed(Throwable failure) {
    errors.increment();
    log.warn(
        "series are missing: " + describe() + " failed with " + LogLimiter.describe(failure),
        failure);
  }

  @Override
  protected void silent() {
    answer = List.of();
    errors.increment();
  }

  @Override
  protected String describe() {
    return "metric source " + name;
  }
}
