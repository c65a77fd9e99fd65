package io.tapes.opentelemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.tapes.MetricSource;
import io.tapes.Registry;
import io.tapes.Series;
import java.util.function.Consumer;

/**
 * Takes the metrics of OpenTelemetry's SDK into a Tapes registry, where they add up over processes
 * if that is a distributed one.
 *
 * <p>Counters are counters, of doubles where theirs are; up-down counters are up-down counters,
 * those of doubles gauges that add up over all processes; gauges and observable up-down counters
 * are gauges. Histograms are histograms of doubles whose buckets are merged one by one, explicit
 * ones with their boundaries as bounds, and exponential ones up to scale 5 without a loss, beyond
 * it within 1 %. Counts, sums, minima and maxima are theirs. Attributes are tags, and so is the
 * name of the instrumentation scope, {@code otel.scope.name}. Summaries, which the SDK does not
 * make, are left out.
 *
 * <p>The SDK is asked at each snapshot. Once it is shut down, what was counted stays. Any thread
 * may use a reader.
 */
public final class TapesMetricReader implements MetricReader {
  private final PointReader points;
  private CollectionRegistration sdk = CollectionRegistration.noop();

  private TapesMetricReader(PointReader points) {
    this.points = points;
  }

  /**
   * Creates a reader for one meter provider.
   *
   * @param registry where its metrics are shown
   * @return what {@code SdkMeterProviderBuilder.registerMetricReader} takes
   */
  public static TapesMetricReader to(Registry registry) {
    TapesMetricReader reader = new TapesMetricReader(new PointReader(registry));
    registry.register(new Source(reader));
    return reader;
  }

  /** Shows what the SDK has. */
  private record Source(TapesMetricReader reader) implements MetricSource {
    @Override
    public void collect(Consumer<Series> out) {
      reader.collect(out);
    }

    @Override
    public String toString() {
      return "TapesMetricReader";
    }
  }

  /** One reading at a time: what the SDK hands over once has to be added once. */
  private synchronized void collect(Consumer<Series> out) {
    for (MetricData metric : sdk.collectAllMetrics()) {
      points.read(metric, out);
    }
    points.giveCounted(out);
  }

  @Override
  public synchronized void register(CollectionRegistration registration) {
    sdk = registration;
  }

  /**
   * Returns how the SDK tells what is counted.
   *
   * @param type the type of the instruments
   * @return differences where the SDK records; what is observed it tells as it is
   */
  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return switch (type) {
      case COUNTER, UP_DOWN_COUNTER, HISTOGRAM -> AggregationTemporality.DELTA;
      default -> AggregationTemporality.CUMULATIVE;
    };
  }

  @Override
  public CompletableResultCode forceFlush() {
    collect(series -> {});
    return CompletableResultCode.ofSuccess();
  }

  /** Takes over what was recorded until now; the SDK is not asked again. */
  @Override
  public synchronized CompletableResultCode shutdown() {
    collect(series -> {});
    sdk = CollectionRegistration.noop();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public String toString() {
    return "TapesMetricReader";
  }
}
