package io.tapes.annotations.runtime;

import io.tapes.Clock;
import io.tapes.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What a timed method calls. Any thread.
 *
 * @param timer where durations go
 * @param clock that of the timer's registry, beside it so that the JIT knows it
 */
public record TimedProbe(Timer timer, Clock clock) {
  /**
   * At the entry.
   *
   * @return the time now
   */
  public long enter() {
    return clock.nanoTime();
  }

  /**
   * At the exit.
   *
   * @param start what {@link #enter} returned
   */
  public void leave(long start) {
    timer.record(clock.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  /**
   * At the exit, with the stage that the method returns: it is timed until completed.
   *
   * @param stage what is returned
   * @param start what {@link #enter} returned
   */
  public void leave(CompletionStage<?> stage, long start) {
    Stages.whenDone(stage, failure -> leave(start));
  }
}
