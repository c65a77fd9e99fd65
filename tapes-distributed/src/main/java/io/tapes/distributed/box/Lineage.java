package io.tapes.distributed.box;

import io.tapes.distributed.wire.Id;
import java.nio.ByteBuffer;

/** Which aggregator a black box belongs to, through all its restarts. Any thread. */
public final class Lineage {
  /*
   * The first half of a state id says whose it is: it is the same for all aggregators that go on
   * with one state file, and random for one without. Its lowest bit says which of the two: an
   * aggregator without a state file that ends leaves its boxes to the next one at its place,
   * one with a state file will come back for them. The second half is drawn at each start.
   */

  /** Of a box whose worker has not heard of an aggregator yet. */
  static final long NONE = 0;

  private Lineage() {}

  /**
   * Returns the state id of an aggregator that starts.
   *
   * @param sums identifies the sums that it goes on with
   * @param kept whether there is a state file
   */
  public static Id begin(Id sums, boolean kept) {
    // A hash, since the id of the sums is what an aggregator above knows this one by.
    long half = ByteBuffer.wrap(Place.sha256("tapes " + sums)).getLong();
    return new Id(kept ? half | 1 : half & ~1L, Id.random().low());
  }

  static long of(Id state) {
    return state.high();
  }

  static boolean isKept(long lineage) {
    return (lineage & 1) != 0;
  }
}
