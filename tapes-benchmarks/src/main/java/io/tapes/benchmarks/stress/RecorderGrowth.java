package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.BareInstruments;
import io.tapes.Histogram;
import io.tapes.distribution.Distribution;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/** Two threads make a recorder grow from no stripe: nothing is lost, nothing counted twice. */
@JCStressTest
@Outcome(id = "6, 3000303, 0, 2000000", expect = ACCEPTABLE, desc = "all records")
@Outcome(expect = FORBIDDEN, desc = "a stripe or a record is lost, or counted twice")
@State
public class RecorderGrowth {
  private final Histogram histogram = BareInstruments.histogram();

  /** Records low, high and in the middle. */
  @Actor
  public void one() {
    histogram.record(1);
    histogram.record(1_000_000);
    histogram.record(300);
  }

  /** Records low and high. */
  @Actor
  public void two() {
    histogram.record(2);
    histogram.record(2_000_000);
    histogram.record(0);
  }

  /** Reads when all have ended. */
  @Arbiter
  public void reader(JJJJ_Result all) {
    Distribution total = histogram.distribution().total();
    all.r1 = total.count();
    all.r2 = total.sum();
    all.r3 = total.min();
    all.r4 = total.max();
  }
}
