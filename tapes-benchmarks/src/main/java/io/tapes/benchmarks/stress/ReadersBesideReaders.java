package io.tapes.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tapes.Registry;
import io.tapes.Timer;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** Two readers take snapshots beside a record; what one keeps for the next spoils neither. */
@JCStressTest
@Outcome(
    id = {"2, 1, 2", "2, 2, 2"},
    expect = ACCEPTABLE,
    desc = "before or after the record")
@Outcome(expect = FORBIDDEN, desc = "a reader's view is not the timer's")
@State
public class ReadersBesideReaders {
  private final Registry registry = Registries.create();
  private final Timer timer = registry.timer("t");

  /** Makes the state with one record. */
  public ReadersBesideReaders() {
    timer.record(Duration.ofMillis(5));
  }

  /** Records once and takes a snapshot. */
  @Actor
  public void one(JJJ_Result seen) {
    timer.record(Duration.ofMillis(5));
    seen.r1 = (long) registry.snapshot().number("t.count");
  }

  /** Takes a snapshot. */
  @Actor
  public void other(JJJ_Result seen) {
    seen.r2 = (long) registry.snapshot().number("t.count");
  }

  /** Takes a snapshot when all have ended. */
  @Arbiter
  public void last(JJJ_Result seen) {
    seen.r3 = (long) registry.snapshot().number("t.count");
  }
}
