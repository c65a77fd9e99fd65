package io.tapes.annotations.runtime;

import io.tapes.Meter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What a method calls whose exceptions are metered. Any thread.
 *
 * @param meter what it marks
 * @param cause the exceptions that are marked
 */
public record ExceptionMeteredProbe(Meter meter, Class<? extends Throwable> cause) {
  /**
   * Before an exception leaves the method.
   *
   * @param failure the exception
   */
  public void fail(Throwable failure) {
    if (cause.isInstance(failure)) {
      meter.mark();
    }
  }

  /**
   * At the exit, with the stage that the method returns: its failure is marked.
   *
   * @param stage what is returned
   */
  public void leave(CompletionStage<?> stage) {
    Stages.whenDone(
        stage,
        failure -> {
          if (failure != null) {
            Throwable inner = failure.getCause();
            fail(failure instanceof CompletionException && inner != null ? inner : failure);
          }
        });
  }
}
