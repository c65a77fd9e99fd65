package io.tapes.test;

import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on a snapshot. Each series is found by its name, and its tags where it has some; what
 * it holds is then asserted as AssertJ asserts numbers. A failure names the series that there are.
 *
 * <pre>{@code
 * assertThat(snapshot).counter("jobs.done").isEqualTo(5);
 * assertThat(snapshot).gauge("queue.depth", "queue", "mail").isCloseTo(2.5, within(0.1));
 * assertThat(snapshot).timer("http.requests").hasCount(3).hasMaxBelow(Duration.ofSeconds(1));
 * assertThat(snapshot).hasNoSeries("jobs.failed");
 * }</pre>
 *
 * <p>One thread at a time may use it.
 */
public final class SnapshotAssert extends AbstractAssert<SnapshotAssert, Snapshot> {
  /** More names than these are left out of the message. */
  private static final int SHOWN = 50;

  SnapshotAssert(Snapshot snapshot) {
    super(snapshot, SnapshotAssert.class);
  }

  /**
   * Begins assertions on the value of a counter, of one that goes up and down, or of a meter.
   *
   * @param name the dotted name
   * @param tags key, value, key, value …
   * @return the assertions of the whole number
   */
  public AbstractLongAssert<?> counter(String name, String... tags) {
    Series series = series(name, Tags.of(tags));
    if (series.value().shape() != Shape.SUM || !series.value().asSum().isWhole()) {
      throw wrong(series, "counts no whole numbers");
    }
    return Assertions.assertThat(series.value().asSum().value()).as(series.id().toString());
  }

  /**
   * Begins assertions on the sum of a counter of amounts with fractions.
   *
   * @param name the dotted name
   * @param tags key, value, key, value …
   * @return the assertions of the number
   */
  public AbstractDoubleAssert<?> doubleCounter(String name, String... tags) {
    Series series = series(name, Tags.of(tags));
    if (series.kind() != MetricKind.DOUBLE_COUNTER) {
      throw wrong(series, "counts no fractions");
    }
    return Assertions.assertThat(series.value().asSum().toDouble()).as(series.id().toString());
  }

  /**
   * Begins assertions on the value of a gauge, or of anything else that is a level: an age, a state
   * (with the state as a tag), an info.
   *
   * @param name the dotted name
   * @param tags key, value, key, value …
   * @return the assertions of the number
   */
  public AbstractDoubleAssert<?> gauge(String name, String... tags) {
    Series series = series(name, Tags.of(tags));
    if (series.value().shape() != Shape.LEVEL) {
      throw wrong(series, "is no level");
    }
    return Assertions.assertThat(series.value().asLevel().value()).as(series.id().toString());
  }

  /**
   * Begins assertions on a histogram.
   *
   * @param name the dotted name
   * @param tags key, value, key, value …
   * @return the assertions of all that was recorded
   */
  public DistributionAssert histogram(String name, String... tags) {
    return distribution(name, tags, false);
  }

  /**
   * Begins assertions on a timer.
   *
   * @param name the dotted name
   * @param tags key, value, key, value …
   * @return the assertions of all durations that were recorded, in seconds
   */
  public DistributionAssert timer(String name, String... tags) {
    return distribution(name, tags, true);
  }

  private DistributionAssert distribution(String name, String[] tags, boolean durations) {
    Series series = series(name, Tags.of(tags));
    boolean fits =
        series.value().shape() == Shape.DISTRIBUTION
            && series.value().asDistribution().isDuration() == durations;
    if (!fits) {
      throw wrong(series, durations ? "is no timer" : "is no histogram");
    }
    return new DistributionAssert(series.value().asDistribution()).as(series.id().toString());
  }

  /**
   * Verifies that there is a series, whatever it holds.
   *
   * @param name the dotted name
   * @param tags key, value, key, value …
   * @return these assertions
   */
  @SuppressWarnings("ReturnValueIgnored") // it throws if there is none
  public SnapshotAssert hasSeries(String name, String... tags) {
    series(name, Tags.of(tags));
    return this;
  }

  /**
   * Verifies that there is no series of a name, with whatever tags.
   *
   * @param name the dotted name
   * @return these assertions
   */
  public SnapshotAssert hasNoSeries(String name) {
    isNotNull();
    List<SeriesId> there =
        actual.series().stream().map(Series::id).filter(id -> id.name().equals(name)).toList();
    if (!there.isEmpty()) {
      throw failure("expected no series '%s', but there are %s", name, there);
    }
    return this;
  }

  private Series series(String name, Tags tags) {
    isNotNull();
    SeriesId id = new SeriesId(name, tags);
    Optional<Series> found = actual.series(id);
    if (found.isEmpty()) {
      List<SeriesId> there = actual.series().stream().map(Series::id).limit(SHOWN).toList();
      throw failure(
          "expected a series '%s', but of %d there are %s", id, actual.series().size(), there);
    }
    return found.get();
  }

  private AssertionError wrong(Series series, String what) {
    return failure("'%s' %s, it is a %s", series.id(), what, series.kind());
  }
}
