package io.tapes;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Returns the instruments of a metric, once it is described: a method for each kind. */
abstract class InstrumentForms {
  private final Function<MetricRequest, Instrument> registry;

  /** How long a gauge has a value; null for ever. */
  @Nullable Duration timeToLive;

  /**
   * Begins to ask.
   *
   * @param registry returns the existing or newly created instrument of a request
   */
  InstrumentForms(Function<MetricRequest, Instrument> registry) {
    this.registry = registry;
  }

  /** What was described so far, of a kind. */
  abstract MetricRequest request(MetricKind kind);

  final Instrument find(MetricKind kind) {
    return registry.apply(request(kind));
  }

  private Instrument find(MetricKind kind, ForeignCount count) {
    return registry.apply(request(kind).following(count));
  }

  /**
   * Returns the existing or newly created counter.
   *
   * @return the counter of the name and tags
   */
  public Counter counter() {
    return (Counter) find(MetricKind.COUNTER);
  }

  /**
   * Returns the existing or newly created counter of amounts with fractions.
   *
   * @return the counter of the name and tags
   */
  public DoubleCounter doubleCounter() {
    return (DoubleCounter) find(MetricKind.DOUBLE_COUNTER);
  }

  /**
   * Returns a counter that follows a number which is counted elsewhere: it is asked at each
   * snapshot, as the source of a {@link Gauge} is, and what it has more than before is added. An
   * answer that is less than the one before sets a new base, so the counter never falls.
   *
   * @param count held strongly; another one for the same counter takes its place
   * @return the counter of the name and tags; what is added to it by others counts as well
   */
  public Counter followedCounter(LongSupplier count) {
    return (Counter) find(MetricKind.COUNTER, ForeignCount.of(count));
  }

  /**
   * Returns a counter that follows an amount which is counted elsewhere; see {@link
   * #followedCounter(LongSupplier)}.
   *
   * @param amount held strongly; an answer that is not finite is left out and counted in {@code
   *     tapes.source.errors}
   * @return the counter of the name and tags
   */
  public DoubleCounter followedCounter(DoubleSupplier amount) {
    return (DoubleCounter) find(MetricKind.DOUBLE_COUNTER, ForeignCount.of(amount));
  }

  /**
   * Returns a timer of which others count how many durations there were, and how long all of them
   * took, such as a pool of connections does. It is asked as in {@link
   * #followedCounter(LongSupplier)}; if one of the two numbers falls, both have a new base.
   *
   * @param count how many durations there were; held strongly
   * @param totalNanos their sum
   * @return the timer of the name and tags
   */
  public FollowedTimer followedTimer(LongSupplier count, LongSupplier totalNanos) {
    return (FollowedTimer) find(MetricKind.FOLLOWED_TIMER, new ForeignTimings(count, totalNanos));
  }

  /**
   * Returns the existing or newly created followed timer, to which only others' values are {@link
   * FollowedTimer#merge added}.
   *
   * @return the timer of the name and tags
   */
  public FollowedTimer followedTimer() {
    return (FollowedTimer) find(MetricKind.FOLLOWED_TIMER);
  }

  /**
   * Returns a counter that follows an unsigned number which rolls over at 2^64; see {@link
   * #followedCounter(LongSupplier)}. What it has counted when it is first asked is taken over if it
   * is below 2^63.
   *
   * @param count held strongly
   * @return the counter of the name and tags
   */
  public Counter followedUnsigned(LongSupplier count) {
    return (Counter) find(MetricKind.COUNTER, ForeignCount.ofUnsigned(count));
  }

  /**
   * Returns the existing or newly created up-down counter.
   *
   * @return the up-down counter of the name and tags
   */
  public UpDownCounter upDownCounter() {
    return (UpDownCounter) find(MetricKind.UP_DOWN_COUNTER);
  }

  /**
   * Returns the existing or newly created meter.
   *
   * @return the meter of the name and tags
   */
  public Meter meter() {
    return (Meter) find(MetricKind.METER);
  }

  /**
   * Returns the existing or newly created histogram.
   *
   * @return the histogram of the name and tags
   */
  public Histogram histogram() {
    return (Histogram) find(MetricKind.HISTOGRAM);
  }

  /**
   * Returns the existing or newly created histogram of doubles.
   *
   * @return the histogram of the name and tags
   */
  public DoubleHistogram doubleHistogram() {
    return (DoubleHistogram) find(MetricKind.DOUBLE_HISTOGRAM);
  }

  /**
   * Returns the existing or newly created histogram of which readers show count, sum and mean
   * alone: what Prometheus calls a summary without quantiles.
   *
   * @return the summary of the name and tags
   */
  public DoubleHistogram summary() {
    return (DoubleHistogram) find(MetricKind.SUMMARY);
  }

  /**
   * Returns the existing or newly created timer.
   *
   * @return the timer of the name and tags
   */
  public Timer timer() {
    return (Timer) find(MetricKind.TIMER);
  }

  /**
   * Returns the existing or newly created gauge, to be set by the caller.
   *
   * @return the gauge of the name and tags
   */
  public Gauge gauge() {
    Gauge gauge = (Gauge) find(MetricKind.GAUGE);
    if (timeToLive != null) {
      gauge.timeToLive(timeToLive);
    }
    return gauge;
  }

  /**
   * Returns a gauge that is read from a source at each snapshot.
   *
   * @param source held strongly; a gauge of the name and tags with another source is replaced, and
   *     counted in {@code tapes.gauge.replaced}
   * @return the gauge of the name and tags
   */
  public Gauge gauge(DoubleSupplier source) {
    return (Gauge) registry.apply(request(MetricKind.GAUGE).following(source));
  }

  /**
   * Returns the existing or newly created max gauge.
   *
   * @return the max gauge of the name and tags
   */
  public MaxGauge maxGauge() {
    return (MaxGauge) find(MetricKind.MAX_GAUGE);
  }

  /**
   * Returns the existing or newly created gauge of an age.
   *
   * @return the age gauge of the name and tags
   */
  public AgeGauge ageGauge() {
    return (AgeGauge) find(MetricKind.AGE_GAUGE);
  }

  /**
   * Returns the existing or newly created info: the tags are what it tells.
   *
   * @return the info of the name and tags
   */
  public Info info() {
    return ((Info) find(MetricKind.INFO)).show();
  }

  /**
   * Returns the existing or newly created state set.
   *
   * @param states its states
   * @param <E> the type of the states
   * @return the state set of the name and tags
   * @throws IllegalArgumentException also if it exists with other states, if there are none, or if
   *     one of its tags is called like the metric
   */
  @SuppressWarnings("unchecked") // it refuses other states
  public <E extends Enum<E>> StateSet<E> stateSet(Class<E> states) {
    return ((StateSet<E>) find(MetricKind.STATE_SET)).of(states);
  }

  /**
   * Returns the existing or newly created long task timer.
   *
   * @return the long task timer of the name and tags
   */
  public LongTaskTimer longTaskTimer() {
    return ((LongTaskTimer) find(MetricKind.LONG_TASK_TIMER)).show();
  }
}
