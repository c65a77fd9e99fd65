package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.MaxGauge;
import io.tapes.Registry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Two threads update: the higher value stays, whichever comes last. */
@JCStressTest
@Outcome(id = "5", expect = ACCEPTABLE, desc = "the maximum")
@Outcome(expect = FORBIDDEN, desc = "a lower value takes the maximum's place")
@State
public class MaxGaugeUpdates {
  private final Registry registry = Registries.create();
  private final MaxGauge peak = registry.metric("p").maxGauge();

  /** Updates with the lower value. */
  @Actor
  public void low() {
    peak.update(3);
  }

  /** Updates with the higher value. */
  @Actor
  public void high() {
    peak.update(5);
  }

  /** Looks when all have ended. */
  @Arbiter
  public void last(J_Result seen) {
    seen.r1 = (long) registry.snapshot().number("p.value");
  }
}
