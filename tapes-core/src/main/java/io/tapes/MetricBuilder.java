package io.tapes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
public final class MetricBuilder extends InstrumentForms {
  private final String name;
  private Tags tags = Tags.empty();
  private @Nullable Aggregation aggregation;
  private long startMillis;
  private boolean besideOtherKinds;
  private String unit = "";
  private String description = "";
  private List<Double> bounds = List.of();
  private @Nullable Set<String> labelNames;

  MetricBuilder(String name, Function<MetricRequest, Instrument> registry) {
    super(registry);
    this.name = name;
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
   * Sets that readers which show a distribution in a few buckets show its count and its sum alone,
   * as Prometheus does it with a summary: for metrics of which nobody asks for buckets, and each
   * bucket would cost the backend a series. The distribution is kept all the same.
   *
   * @return this builder
   */
  public MetricBuilder uncut() {
    bounds = MetricInfo.UNCUT;
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
   * Reserves the name and tags for a level that is kept elsewhere: the registry refuses them to
   * other kinds and shows nothing.
   *
   * @param kind a kind of levels
   */
  @SuppressWarnings("ReturnValueIgnored") // it is in the registry, which is all that is wanted
  public void reserve(MetricKind kind) {
    find(kind);
  }

  @Override
  MetricRequest request(MetricKind kind) {
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
