package io.tapes;

import java.util.List;

/**
 * The last values of the series that a source no longer shows, for one reader: what was counted
 * between its last look and their end. {@link SnapshotSource#lastValues} opens one; what is removed
 * from then on is kept until this reader has delivered it.
 *
 * <pre>{@code
 * Snapshot now = source.snapshot();                 // first: what ends after it stands in both
 * List<EndedSeries> gone = lastValues.pending();
 * send(now.withEnded(gone));
 * gone.forEach(last -> lastValues.delivered(last.number()));
 * }</pre>
 *
 * <p>Any thread may use an instance.
 */
public interface LastValues extends AutoCloseable {
  /**
   * Returns what ended and is not delivered yet.
   *
   * @return in the order of the ends; the same again until it is delivered
   */
  List<EndedSeries> pending();

  /**
   * Says that this reader needs some of them no more.
   *
   * @param number that of the last one it has delivered; those before are taken for delivered too
   */
  void delivered(long number);

  /** Ends the reading: nothing is kept for it any more. A second call does nothing. */
  @Override
  void close();

  /**
   * Of a source that removes nothing, or does not keep what it removes.
   *
   * @return always the same instance, with nothing pending
   */
  static LastValues none() {
    return NoLastValues.INSTANCE;
  }
}
