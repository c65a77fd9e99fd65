package io.tapes.distributed;

import io.tapes.Series;
import io.tapes.distributed.SnapshotDiff.Change;
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

  void encoded(int newEncoded) {
    encoded = newEncoded;
  }

  /** The changes that the aggregator has applied for certain. */
  List<Change> deliveredChanges() {
    return changes.subList(0, delivered);
  }

  void delivered(int newDelivered) {
    delivered = newDelivered;
  }

  /** Whether only the goodbye is still to be put into a frame. */
  boolean wantsGoodbye() {
    return last && !goodbyeEncoded && encoded == changes.size();
  }

  void goodbyeEncoded() {
    goodbyeEncoded = true;
  }

  boolean isEncoded() {
    return encoded == changes.size() && !wantsGoodbye();
  }
}
