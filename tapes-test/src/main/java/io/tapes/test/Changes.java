package io.tapes.test;

import io.tapes.Snapshot;
import io.tapes.SnapshotSource;

/**
 * What a registry has recorded since a moment: for tests of code that keeps its instruments in
 * static fields, where they outlive a test. Any thread may use an instance.
 *
 * <pre>{@code
 * Changes changes = Changes.since(Tapes.registry());
 * jobs.run();
 * assertThat(changes).counter("jobs.done").isEqualTo(5);
 * }</pre>
 */
public final class Changes implements SnapshotSource {
  private final SnapshotSource source;
  private final Snapshot start;

  private Changes(SnapshotSource source) {
    this.source = source;
    this.start = source.snapshot();
  }

  /**
   * Begins to look at what is recorded from now on.
   *
   * @param source a registry or an aggregator
   * @return its changes
   */
  public static Changes since(SnapshotSource source) {
    return new Changes(source);
  }

  /** Returns what was recorded since then; gauges as they are. */
  @Override
  public Snapshot snapshot() {
    return source.snapshot().minus(start);
  }
}
