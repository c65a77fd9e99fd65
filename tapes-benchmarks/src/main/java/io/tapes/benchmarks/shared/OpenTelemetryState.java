package io.tapes.benchmarks.shared;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The OpenTelemetry SDK: milliseconds in its default buckets, and the exponential histogram. */
@State(Scope.Benchmark)
public class OpenTelemetryState {
  public static final AttributeKey<String> METHOD = AttributeKey.stringKey("method");
  public static final AttributeKey<String> STATUS = AttributeKey.stringKey("status");

  public final Meter meter = provider(new PullReader()).get("benchmarks");
  public final LongCounter counter = meter.counterBuilder("jobs.done").build();
  public final LongCounter labelled = meter.counterBuilder("http.requests").build();
  public final DoubleHistogram explicit = meter.histogramBuilder("explicit").build();
  public final DoubleHistogram exponential = meter.histogramBuilder("exponential").build();

  /**
   * A provider without any exporter.
   *
   * @param reader what collects
   * @return histograms named {@code exponential} are exponential
   */
  public static SdkMeterProvider provider(PullReader reader) {
    return SdkMeterProvider.builder()
        .registerMetricReader(reader)
        .registerView(
            InstrumentSelector.builder().setName("exponential").build(),
            View.builder().setAggregation(Aggregation.base2ExponentialBucketHistogram()).build())
        .build();
  }
}
