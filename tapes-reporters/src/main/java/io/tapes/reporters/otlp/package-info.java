/**
 * OpenTelemetry's protocol over HTTP: collectors, and the backends that take it directly.
 *
 * <pre>{@code
 * OtlpReporter otlp =
 *     OtlpReporter.builder(URI.create("http://127.0.0.1:4318")).resource("service.name", "shop").build();
 * ReportSchedule.every(Duration.ofSeconds(10), registry, otlp);
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.otlp;

import org.jspecify.annotations.NullMarked;
