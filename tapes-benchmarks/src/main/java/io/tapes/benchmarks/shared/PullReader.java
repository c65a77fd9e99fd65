package io.tapes.benchmarks.shared;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Collection;

/** Collects from an OpenTelemetry SDK when asked, cumulatively. */
public final class PullReader implements MetricReader {
  private volatile CollectionRegistration registration = CollectionRegistration.noop();

  /**
   * Everything the SDK holds.
   *
   * @return one entry per instrument
   */
  public Collection<MetricData> collect() {
    return registration.collectAllMetrics();
  }

  @Override
  public void register(CollectionRegistration newRegistration) {
    registration = newRegistration;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
