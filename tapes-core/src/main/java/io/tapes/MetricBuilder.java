package io.tapes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a metric, and returns the existing or newly created instrument of it: what {@link
 * Registry#metric} begins.
 *
 * <pre>{@code
 * Timer latency =
 *     registry.metric("http.latency").description("Time to answer").tags("path", "/buy").timer();
 * Histogram payload =
 *     registry.metric("payload").unit("bytes").bounds(100, 1_000, 10_000).histogram();
 * }</pre>
 *
 * <p>A description belongs to the name and is shared by all series of it. Whatever describes a
 * metric first is shown; something else that is said of it later is counted in {@code
 * tapes.metadata.conflicts} and otherwise ignored. One thread at a time may use a builder.
 */
public final class MetricBuilder {
  private final String name;
  private final Function<MetricRequest, Instrument> registry;
  private Tags tags = Tags.empty();
  private @Nullable Aggregation aggregation;
  private long startMillis;
  private boolean besideOtherKinds;
  private String unit = "";
  private String description = "";
  private List<Double> bounds = List.of();
  private @Nullable Set<String> labelNames;
  private @Nullable Duration timeToLive;

  MetricBuilder(String name, Function<MetricRequest, Instrument> registry) {
    this.name = name;
    this.registry = registry;
  }

  /**
   * Adds tags to those of the series.
   *
   * @param more the tags; of a key that was given before, the later value counts
   * @return this builder
   */
  public MetricBuilder tags(Tags more) {
    tags = tags.and(more);
    return this;
  }

  /**
   * Adds tags to those of the series.
   *
   * @param keysAndValues key, value, key, value …
   * @return this builder
   * @throws IllegalArgumentException if a key is empty or has no value
   */
  public MetricBuilder tags(String... keysAndValues) {
    return tags(Tags.of(keysAndValues));
  }

  /**
   * Declares which tags the series has: one that is forgotten or mistyped is refused by the method
   * that makes the instrument. Those of a {@linkplain Registry#tagged view} are among them, those
   * of all series of the registry are not.
   *
   * @param names the keys
   * @return this builder
   */
  public MetricBuilder labelNames(String... names) {
    labelNames = new TreeSet<>(List.of(names));
    return this;
  }

  /**
   * Sets how long a gauge has a value after it was last set; then it is left out until it is set
   * again. It does not apply to a gauge with a source.
   *
   * @param newTimeToLive longer than zero; for ever by default
   * @return this builder
   * @throws IllegalArgumentException if it is not longer than zero
   */
  public MetricBuilder timeToLive(Duration newTimeToLive) {
    if (newTimeToLive.isZero() || newTimeToLive.isNegative()) {
      throw new IllegalArgumentException(
          "the time to live of gauge '"
              + name
              + "' is "
              + newTimeToLive
              + "; choose one that is longer than zero");
    }
    timeToLive = newTimeToLive;
    return this;
  }

  /**
   * Sets the sentence that readers show beside the metric.
   *
   * @param newDescription at most {@link MetricInfo#MAX_TEXT} characters
   * @return this builder
   */
  public MetricBuilder description(String newDescription) {
    description = newDescription;
    return this;
  }

  /**
   * Sets the unit of the numbers, in the plural and without abbreviations.
   *
   * @param newUnit such as {@code bytes}; that of a timer is {@code seconds} without being set
   * @return this builder
   */
  public MetricBuilder unit(String newUnit) {
    unit = newUnit;
    return this;
  }

  /**
   * Sets where readers that show a distribution in a few buckets cut it, as Prometheus and OTLP do.
   *
   * @param newBounds in shown units, those of a timer in seconds; ascending and finite
   * @return this builder
   */
  public MetricBuilder bounds(double... newBounds) {
    List<Double> boxed = new ArrayList<>(newBounds.length);
    for (double bound : newBounds) {
      boxed.add(bound);
    }
    bounds = boxed;
    return this;
  }

  /**
   * Describes the metric as another one is, apart from name, kind and aggregation.
   *
   * @param info what is said of the other one
   * @return this builder
   */
  public MetricBuilder like(MetricInfo info) {
    unit = info.unit();
    description = info.description();
    bounds = info.bounds();
    return this;
  }

  /**
   * Lets the series be of another kind than series that the name has with other tags, as where
   * counters {@code t{statistic=…}} belong to a timer {@code t}. Readers whose metrics have one
   * type show one metric of each kind, and leave out and count what their backend cannot tell
   * apart.
   *
   * @return this builder
   */
  public MetricBuilder besideOtherKinds() {
    besideOtherKinds = true;
    return this;
  }

  /**
   * Sets since when the instrument counts, for one that takes up what was counted before. It counts
   * from the moment in which it is made otherwise; one that exists already keeps its start.
   *
   * @param start such as the start of the process whose figures it follows
   * @return this builder
   */
  public MetricBuilder since(Instant start) {
    startMillis = start.toEpochMilli();
    return this;
  }

  /**
   * Sets how the values that several processes hold for a gauge become one.
   *
   * @param newAggregation for levels only; see {@link MetricKind#permits}
   * @return this builder
   */
  public MetricBuilder aggregation(Aggregation newAggregation) {
    aggregation = newAggregation;
    return this;
  }

  /**
   * Returns the existing or newly created counter.
   *
   * @return the counter of the name and tags
   */
  public Counter counter() {
    return (Counter) registry.apply(request(MetricKind.COUNTER));
  }

  /**
   * Returns the existing or newly created counter of amounts with fractions.
   *
   * @return the counter of the name and tags
   */
  public DoubleCounter doubleCounter() {
    return (DoubleCounter) registry.apply(request(MetricKind.DOUBLE_COUNTER));
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
    return (Counter) registry.apply(request(MetricKind.COUNTER).following(ForeignCount.of(count)));
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
    return (DoubleCounter)
        registry.apply(request(MetricKind.DOUBLE_COUNTER).following(ForeignCount.of(amount)));
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
    return (FollowedTimer)
        registry.apply(
            request(MetricKind.FOLLOWED_TIMER).following(new ForeignTimings(count, totalNanos)));
  }

  /**
   * Returns the existing or newly created followed timer, to which only others' values are {@link
   * FollowedTimer#merge added}.
   *
   * @return the timer of the name and tags
   */
  public FollowedTimer followedTimer() {
    return (FollowedTimer) registry.apply(request(MetricKind.FOLLOWED_TIMER));
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
    return (Counter)
        registry.apply(request(MetricKind.COUNTER).following(ForeignCount.ofUnsigned(count)));
  }

  /**
   * Returns the existing or newly created up-down counter.
   *
   * @return the up-down counter of the name and tags
   */
  public UpDownCounter upDownCounter() {
    return (UpDownCounter) registry.apply(request(MetricKind.UP_DOWN_COUNTER));
  }

  /**
   * Returns the existing or newly created meter.
   *
   * @return the meter of the name and tags
   */
  public Meter meter() {
    return (Meter) registry.apply(request(MetricKind.METER));
  }

  /**
   * Returns the existing or newly created histogram.
   *
   * @return the histogram of the name and tags
   */
  public Histogram histogram() {
    return (Histogram) registry.apply(request(MetricKind.HISTOGRAM));
  }

  /**
   * Returns the existing or newly created histogram of doubles.
   *
   * @return the histogram of the name and tags
   */
  public DoubleHistogram doubleHistogram() {
    return (DoubleHistogram) registry.apply(request(MetricKind.DOUBLE_HISTOGRAM));
  }

  /**
   * Returns the existing or newly created timer.
   *
   * @return the timer of the name and tags
   */
  public Timer timer() {
    return (Timer) registry.apply(request(MetricKind.TIMER));
  }

  /**
   * Returns the existing or newly created gauge, to be set by the caller.
   *
   * @return the gauge of the name and tags
   */
  public Gauge gauge() {
    Gauge gauge = (Gauge) registry.apply(request(MetricKind.GAUGE));
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
    MetricRequest request = request(MetricKind.GAUGE);
    return (Gauge) registry.apply(request.following(source));
  }

  /**
   * Returns the existing or newly created max gauge.
   *
   * @return the max gauge of the name and tags
   */
  public MaxGauge maxGauge() {
    return (MaxGauge) registry.apply(request(MetricKind.MAX_GAUGE));
  }

  /**
   * Returns the existing or newly created gauge of an age.
   *
   * @return the age gauge of the name and tags
   */
  public AgeGauge ageGauge() {
    return (AgeGauge) registry.apply(request(MetricKind.AGE_GAUGE));
  }

  /**
   * Returns the existing or newly created info: the tags are what it tells.
   *
   * @return the info of the name and tags
   */
  public Info info() {
    return ((Info) registry.apply(request(MetricKind.INFO))).show();
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
    return ((StateSet<E>) registry.apply(request(MetricKind.STATE_SET))).of(states);
  }

  /**
   * Returns the existing or newly created long task timer.
   *
   * @return the long task timer of the name and tags
   */
  public LongTaskTimer longTaskTimer() {
    return ((LongTaskTimer) registry.apply(request(MetricKind.LONG_TASK_TIMER))).show();
  }

  /**
   * Reserves the name and tags for a level that is kept elsewhere: the registry refuses them to
   * other kinds and shows nothing.
   *
   * @param kind a kind of levels
   */
  @SuppressWarnings("ReturnValueIgnored") // it is in the registry, which is all that is wanted
  public void reserve(MetricKind kind) {
    registry.apply(request(kind));
  }

  private MetricRequest request(MetricKind kind) {
    requireLabels();
    Aggregation by = aggregation == null ? kind.defaultAggregation() : aggregation;
    MetricInfo info = new MetricInfo(name, kind, by).described(unit, description, bounds);
    return new MetricRequest(
        info, aggregation != null, tags, besideOtherKinds, startMillis, null, null);
  }

  private void requireLabels() {
    if (labelNames == null) {
      return;
    }
    Set<String> given = new TreeSet<>();
    for (int i = 0; i < tags.size(); i++) {
      given.add(tags.key(i));
    }
    if (!given.equals(labelNames)) {
      throw new IllegalArgumentException(
          "metric '"
              + name
              + "' has the labels "
              + labelNames
              + " and cannot have "
              + given
              + "; give each of them a value");
    }
  }
}
