package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.EndedSeries;
import io.tapes.Histogram;
import io.tapes.LastValues;
import io.tapes.Registry;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** A series is removed, twice, beside a record: last values, their count, and what is left. */
@JCStressTest
@Outcome(
    id = {"1, 1, 0", "1, 2, 0"},
    expect = ACCEPTABLE,
    desc = "one end, with the record before it and perhaps the one beside it")
@Outcome(expect = FORBIDDEN, desc = "a record before the end is lost, or the series ends twice")
@State
public class RemovalBesideRecords {
  private final Registry registry = Registries.create();
  private final Histogram histogram = registry.histogram("h");
  private final LastValues lastValues = registry.lastValues();

  /** Makes the state with one record. */
  public RemovalBesideRecords() {
    histogram.record(7);
  }

  /** Records once and removes the series. */
  @Actor
  public void one() {
    histogram.record(7);
    registry.remove(histogram);
  }

  /** Removes the series. */
  @Actor
  public void other() {
    registry.remove(histogram);
  }

  /** Reads what a reader of last values delivers. */
  @Arbiter
  public void last(JJJ_Result seen) {
    List<EndedSeries> ended = lastValues.pending();
    seen.r1 = ended.size();
    seen.r2 =
        ended.stream()
            .mapToLong(last -> last.series().value().asDistribution().total().count())
            .sum();
    seen.r3 = registry.instruments().size();
  }
}
