/**
 * Takes what is instrumented with OpenTelemetry into a Tapes registry.
 *
 * <pre>{@code
 * SdkMeterProvider meters =
 *     SdkMeterProvider.builder().registerMetricReader(TapesMetricReader.to(registry)).build();
 * }</pre>
 */
@NullMarked
package io.tapes.opentelemetry;

import org.jspecify.annotations.NullMarked;
