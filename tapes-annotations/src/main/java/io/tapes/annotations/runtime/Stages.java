package io.tapes.annotations.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a stage, whatever kind it is. */
final class Stages {
  private Stages() {}

  /**
   * Calls once the stage is completed: with null, or with its failure. A missing stage is
   * completed. Never throws: the method under measurement has succeeded.
   */
  static void whenDone(@Nullable CompletionStage<?> stage, Consumer<@Nullable Throwable> end) {
    if (stage == null) {
      end.accept(null);
      return;
    }
    // Only of exactly this class is isDone known to work; a dependent stage costs more than asking.
    if (stage.getClass() == CompletableFuture.class && ((CompletableFuture<?>) stage).isDone()) {
      end.accept(failure((CompletableFuture<?>) stage));
      return;
    }
    try {
      // The stage that this makes is dropped: the caller gets the method's own.
      stage.whenComplete((value, failure) -> end.accept(failure));
    } catch (RuntimeException e) { // a foreign stage that cannot be asked
      end.accept(null);
    }
  }

  private static @Nullable Throwable failure(CompletableFuture<?> done) {
    if (!done.isCompletedExceptionally()) {
      return null;
    }
    try {
      done.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) { // cancelled
      return e;
    }
  }
}
