package io.tapes.test;

import io.tapes.Snapshot;
import io.tapes.SnapshotSource;

/** Where assertions begin, to be imported statically beside those of AssertJ. */
public final class TapesAssertions {
  private TapesAssertions() {}

  /**
   * Begins assertions on a snapshot.
   *
   * @param snapshot the snapshot
   * @return its assertions
   */
  public static SnapshotAssert assertThat(Snapshot snapshot) {
    return new SnapshotAssert(snapshot);
  }

  /**
   * Begins assertions on what a registry or an aggregator holds now.
   *
   * @param source it is asked for one snapshot
   * @return the assertions of that snapshot
   */
  public static SnapshotAssert assertThat(SnapshotSource source) {
    return new SnapshotAssert(source.snapshot());
  }
}
