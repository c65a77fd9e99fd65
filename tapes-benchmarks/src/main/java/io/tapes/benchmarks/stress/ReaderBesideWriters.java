package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.BareInstruments;
import io.tapes.Histogram;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** Two threads record and one of them reads, twice: counts never fall, and hold its own record. */
@JCStressTest
@Outcome(
    id = {"1, 1, 2", "1, 2, 2", "2, 2, 2"},
    expect = ACCEPTABLE,
    desc = "counts that rise")
@Outcome(expect = FORBIDDEN, desc = "a count falls, or a record is lost")
@State
public class ReaderBesideWriters {
  private final Histogram histogram = BareInstruments.histogram();

  /** Records once. */
  @Actor
  public void one() {
    histogram.record(7);
  }

  /** Records once, and reads twice. */
  @Actor
  public void two(JJJ_Result seen) {
    histogram.record(7);
    seen.r1 = histogram.distribution().total().count();
    seen.r2 = histogram.distribution().total().count();
  }

  /** Reads when all have ended. */
  @Arbiter
  public void last(JJJ_Result seen) {
    seen.r3 = histogram.distribution().total().count();
  }
}
