package io.tapes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
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
    return (Gauge) registry.apply(request(MetricKind.GAUGE));
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
    Aggregation by = aggregation == null ? kind.defaultAggregation() : aggregation;
    MetricInfo info = new MetricInfo(name, kind, by).described(unit, description, bounds);
    return new MetricRequest(info, aggregation != null, tags, besideOtherKinds, startMillis, null);
  }
}
