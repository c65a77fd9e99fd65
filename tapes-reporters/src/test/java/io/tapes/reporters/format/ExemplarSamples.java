package io.tapes.reporters.format;

import io.tapes.Exemplar;
import io.tapes.ManualClock;
import io.tapes.Registry;
import java.time.Duration;

/** A registry whose instruments have exemplars. */
public final class ExemplarSamples {
  public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  public static final String SPAN = "00f067aa0ba902b7";

  /** Two minutes after it was made. */
  public static Registry registry() {
    ManualClock clock = new ManualClock(1_700_000_000_000L);
    Registry registry = Registry.builder().clock(clock).build();
    clock.advance(Duration.ofMinutes(1).plusMillis(7));
    var latency = registry.metric("http.latency").tags("path", "/buy").timer();
    latency.record(Duration.ofMillis(3), Exemplar.of("trace_id", TRACE, "span_id", SPAN));
    latency.record(Duration.ofMillis(60), Exemplar.of("trace_id", "older"));
    latency.record(Duration.ofSeconds(77), Exemplar.of("trace_id", "slow"));
    registry.counter("jobs.done").increment(17, Exemplar.of("job.id", "4\"7\\1\n1"));
    registry.metric("cpu.used").unit("seconds").doubleCounter().add(0.25, Exemplar.of("9a", "b"));
    var ratio = registry.metric("ratio").bounds(-1, 0, 1).doubleHistogram();
    ratio.record(-0.5, Exemplar.of("trace_id", "negative"));
    registry.histogram("bytes").record(512, Exemplar.of("trace_id", "0".repeat(32)));
    registry.histogram("bytes").record(700);
    clock.advance(Duration.ofMinutes(1));
    latency.record(Duration.ofMillis(70), Exemplar.of("trace_id", "newer"));
    return registry;
  }

  private ExemplarSamples() {}
}
