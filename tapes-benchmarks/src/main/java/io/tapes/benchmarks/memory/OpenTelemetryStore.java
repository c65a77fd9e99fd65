package io.tapes.benchmarks.memory;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.tapes.benchmarks.shared.PullReader;

/** The OpenTelemetry SDK with its default or the exponential histogram. */
final class OpenTelemetryStore implements TimerStore {
  private final PullReader reader = new PullReader();
  private final SdkMeterProvider provider;
  private final Meter meter;

  OpenTelemetryStore(boolean exponential) {
    Aggregation aggregation =
        exponential
            ? Aggregation.base2ExponentialBucketHistogram()
            : Aggregation.explicitBucketHistogram();
    provider =
        SdkMeterProvider.builder()
            .registerMetricReader(reader)
            .registerView(
                InstrumentSelector.builder().setType(InstrumentType.HISTOGRAM).build(),
                View.builder().setAggregation(aggregation).build())
            .build();
    meter = provider.get("memory");
  }

  @Override
  public Object root() {
    return provider;
  }

  @Override
  public Recording add(String name) {
    DoubleHistogram histogram = meter.histogramBuilder(name).build();
    return nanos -> histogram.record(nanos / 1e6);
  }

  @Override
  public void snapshot() {
    reader.collect();
  }
}
