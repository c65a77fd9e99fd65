package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.BareInstruments;
import io.tapes.DoubleCounter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DD_Result;

/**
 * Two threads add doubles and one of them reads: the total is exact, in whatever order they came.
 */
@JCStressTest
@Outcome(
    id = {"10.5, 10.75", "10.75, 10.75"},
    expect = ACCEPTABLE,
    desc = "one or both")
@Outcome(expect = FORBIDDEN, desc = "an addition is lost, torn or counted twice")
@State
public class DoubleCounterAdds {
  private final DoubleCounter counter = BareInstruments.doubleCounter();

  /** Adds once. */
  @Actor
  public void one() {
    counter.add(0.25);
  }

  /** Adds once and reads. */
  @Actor
  public void two(DD_Result seen) {
    counter.add(10.5);
    seen.r1 = counter.value();
  }

  /** Reads when all have ended. */
  @Arbiter
  public void last(DD_Result seen) {
    seen.r2 = counter.value();
  }
}
