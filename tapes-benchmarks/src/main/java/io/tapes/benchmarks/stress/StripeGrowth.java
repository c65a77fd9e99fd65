package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.BareInstruments;
import io.tapes.Histogram;
import io.tapes.distribution.Distribution;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** One thread widens its stripe's window with each record, beside a reader: count, sum, maximum. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "before")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "one record")
@Outcome(id = "2, 1000001, 1000000", expect = ACCEPTABLE, desc = "both records")
@Outcome(
    id = "1, 1000001, 1000000",
    expect = ACCEPTABLE_INTERESTING,
    desc = "sum and maximum are ahead of the count by the record under way")
@Outcome(expect = FORBIDDEN, desc = "a torn record")
@State
public class StripeGrowth {
  private final Histogram histogram = BareInstruments.histogram();

  /** Records far apart. */
  @Actor
  public void writer() {
    histogram.record(1);
    histogram.record(1_000_000);
  }

  /** Reads once. */
  @Actor
  public void reader(JJJ_Result seen) {
    Distribution total = histogram.distribution().total();
    seen.r1 = total.count();
    seen.r2 = total.sum();
    seen.r3 = total.max();
  }
}
