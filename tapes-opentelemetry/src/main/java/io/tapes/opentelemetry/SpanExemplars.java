package io.tapes.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.tapes.Exemplar;
import io.tapes.ExemplarSource;
import java.util.Optional;

/**
 * Gives Tapes' own instruments exemplars: the trace and the span that the calling thread works on.
 *
 * <pre>{@code
 * Registry registry = Registry.builder().exemplars(new SpanExemplars()).build();
 * }</pre>
 *
 * <p>A span that is not sampled gives none, as nobody keeps what it would lead to. Any thread may
 * use an instance.
 */
public final class SpanExemplars implements ExemplarSource {
  /** Creates a source of the current span of whichever thread asks. */
  public SpanExemplars() {}

  @Override
  public Optional<Exemplar> exemplar() {
    return of(Span.current().getSpanContext());
  }

  /** The labels that lead to a span; empty if it leads nowhere. */
  static Optional<Exemplar> of(SpanContext span) {
    return span.isValid() && span.isSampled()
        ? Optional.of(Exemplar.of("trace_id", span.getTraceId(), "span_id", span.getSpanId()))
        : Optional.empty();
  }
}
