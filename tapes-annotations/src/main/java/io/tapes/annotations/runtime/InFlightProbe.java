package io.tapes.annotations.runtime;

import io.tapes.Gauge;
import java.util.concurrent.CompletionStage;

/**
 * What a method calls whose calls under way are shown. Any thread.
 *
 * @param gauge what it raises and lowers
 */
public record InFlightProbe(Gauge gauge) {
  /** At the entry. */
  public void enter() {
    gauge.add(1);
  }

  /** At the exit. */
  public void leave() {
    gauge.add(-1);
  }

  /**
   * At the exit, with the stage that the method returns: the call is under way until then.
   *
   * @param stage what is returned
   */
  public void leave(CompletionStage<?> stage) {
    Stages.whenDone(stage, failure -> leave());
  }
}
