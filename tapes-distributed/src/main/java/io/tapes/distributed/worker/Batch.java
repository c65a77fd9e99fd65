package io.tapes.distributed.worker;

import io.tapes.Series;
import io.tapes.distributed.worker.SnapshotDiff.Change;
import java.util.List;

/** What is to be sent of one snapshot, and how far that got. One thread at a time. */
final class Batch {
  private final List<Series> series;
  private final List<Change> changes;
  private final boolean last;
  private int encoded;
  private int delivered;
  private boolean goodbyeEncoded;

  Batch(List<Series> series, List<Change> changes, boolean last) {
    this.series = series;
    this.changes = changes;
    this.last = last;
  }

  List<Series> series() {
    return series;
  }

  List<Change> changes() {
    return changes;
  }

  /** How many changes have gone into frames. */
  int encoded() {
    return encoded;
  }

  /** A frame was built. */
  void encoded(int newEncoded, boolean goodbye) {
    encoded = newEncoded;
    goodbyeEncoded |= goodbye;
  }

  /** The changes that the aggregator has applied for certain. */
  List<Change> deliveredChanges() {
    return changes.subList(0, delivered);
  }

  void delivered(int newDelivered) {
    delivered = newDelivered;
  }

  /** Whether a frame that holds the changes up to there is to be the goodbye. */
  boolean wantsGoodbyeAfter(int position) {
    return last && !goodbyeEncoded && position == changes.size();
  }

  boolean isEncoded() {
    return encoded == changes.size() && !wantsGoodbyeAfter(encoded);
  }
}
