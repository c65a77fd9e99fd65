package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.MaxGauge;
import io.tapes.Registry;
import io.tapes.Snapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Updates that rise, beside a reader that looks twice: it finds the peak once; 0 is no value. */
@JCStressTest
@Outcome(
    id = {"0, 5", "3, 5", "5, 0"},
    expect = ACCEPTABLE,
    desc = "the peak in the first look or in the second")
@Outcome(expect = FORBIDDEN, desc = "the peak is lost, or found twice")
@State
public class MaxGaugePeaks {
  private final Registry registry = Registries.create();
  private final MaxGauge peak = registry.metric("p").maxGauge();
  private volatile Snapshot first = registry.snapshot();

  /** Updates twice. */
  @Actor
  public void writer() {
    peak.update(3);
    peak.update(5);
  }

  /** Looks for the first time. */
  @Actor
  public void reader(JJ_Result seen) {
    Snapshot now = registry.snapshot();
    first = now;
    seen.r1 = value(now);
  }

  /** Looks again when all have ended. */
  @Arbiter
  public void last(JJ_Result seen) {
    seen.r2 = value(registry.snapshot().minus(first));
  }

  private static long value(Snapshot snapshot) {
    return snapshot.at("p.value").map(value -> ((Number) value).longValue()).orElse(0L);
  }
}
