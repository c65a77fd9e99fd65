package io.tapes.reporters.delivery;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;

/**
 * A reporter of increases, which can be told what its backend has already: a process that takes up
 * the sums of an earlier one would report all of them again as one increase.
 */
public interface Resumable extends Reporter {
  /**
   * Takes a state for delivered. Nothing is sent. The same thread may call it as {@link #report},
   * before the first report.
   *
   * @param delivered what the backend has
   */
  void resume(Snapshot delivered);

  /**
   * Returns what the backend has, which another reporter to the same one may {@link #resume} from.
   * The same thread may call it as {@link #report}.
   *
   * @return of each series the value that was last delivered; without series before the first
   *     delivery
   */
  Snapshot delivered();
}
