package io.tapes;

import java.util.Optional;

/**
 * Where reporters read from: a registry, or an aggregator of several.
 *
 * <p>Any thread may ask for a snapshot at any time.
 */
@FunctionalInterface
public interface SnapshotSource {
  /**
   * Returns the state of all series now.
   *
   * @return an immutable value
   */
  Snapshot snapshot();

  /**
   * Returns what keeps the source from being complete now, for those who watch over it. Never
   * blocks.
   *
   * @return a sentence; empty while all is well, which is the default
   */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /**
   * Opens a reading of the last values of series that are removed from now on. Snapshots do not
   * show these; who must not miss what was counted between its last look and their end, such as a
   * schedule of reports, reads them here. At most as many values are kept for readers as the source
   * may have series; beyond that the oldest are dropped and counted.
   *
   * @return to be closed; where the source has none, which is the default, always empty
   */
  default LastValues lastValues() {
    return LastValues.none();
  }

  /**
   * Returns the registry into which those that read from this source count their own failures,
   * under {@code tapes.}.
   *
   * @return empty where the source has none, which is the default
   */
  default Optional<Registry> selfMetrics() {
    return Optional.empty();
  }
}
