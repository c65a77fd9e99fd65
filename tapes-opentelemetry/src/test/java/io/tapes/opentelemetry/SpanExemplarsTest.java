package io.tapes.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.tapes.Exemplar;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope is there to be closed
class SpanExemplarsTest {
  /** A provider without a processor makes no spans at all. */
  private static Span span(Sampler sampler) {
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
        .build()
        .get("test")
        .spanBuilder("work")
        .startSpan();
  }

  private static Tags labels(Span span) {
    return Tags.of(
        "trace_id",
        span.getSpanContext().getTraceId(),
        "span_id",
        span.getSpanContext().getSpanId());
  }

  @Test
  void whatIsRecordedInASpan_leadsToIt() {
    Registry registry = Registry.builder().exemplars(new SpanExemplars()).build();
    Span span = span(Sampler.alwaysOn());
    try (Scope current = span.makeCurrent()) {
      registry.timer("t").record(Duration.ofMillis(20));
    }
    Exemplar kept = registry.timer("t").exemplars().newest().orElseThrow();
    assertEquals(labels(span), kept.labels());
    assertEquals(0.02, kept.value());
  }

  @Test
  void outsideOfASpan_andInOneThatIsNotSampled_thereIsNone() {
    SpanExemplars source = new SpanExemplars();
    assertTrue(source.exemplar().isEmpty());
    Span span = span(Sampler.alwaysOff());
    assertTrue(span.getSpanContext().isValid());
    try (Scope current = span.makeCurrent()) {
      assertTrue(source.exemplar().isEmpty());
    }
  }

  @Test
  void exemplarsOfTheSdk_comeAlong() {
    Registry registry = Registry.create();
    try (SdkMeterProvider meters =
        SdkMeterProvider.builder().registerMetricReader(TapesMetricReader.to(registry)).build()) {
      Span span = span(Sampler.alwaysOn());
      try (Scope current = span.makeCurrent()) {
        meters.get("test").histogramBuilder("h").build().record(7.5);
      }
      SeriesId id = new SeriesId("h", Tags.of("otel.scope.name", "test"));
      Exemplar kept =
          registry.snapshot().series(id).orElseThrow().exemplars().newest().orElseThrow();
      assertEquals(labels(span), kept.labels());
      assertEquals(7.5, kept.value());
    }
  }
}
