package io.tapes;

import io.tapes.recording.GaugeCell;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what a {@link MaxGauge} was given since the last snapshot, on the heap; a {@link Storage}
 * may keep more. Any thread may use an instance.
 */
public class PeakCell {
  private final AtomicLong bits = new AtomicLong(GaugeCell.UNSET);

  /** Creates a cell without a value. */
  public PeakCell() {}

  /**
   * Returns the bits of the maximum since the last snapshot.
   *
   * @return {@link GaugeCell#UNSET} if there is none
   */
  public final long bits() {
    return bits.get();
  }

  final boolean compareAndSet(long expected, long next) {
    boolean changed = bits.compareAndSet(expected, next);
    if (changed) {
      changed();
    }
    return changed;
  }

  /** Hears that the bits have changed. */
  protected void changed() {
    // The heap has no copy of them.
  }

  /**
   * Keeps closed intervals, before the maximum of the last one is taken away.
   *
   * @param closed the intervals
   */
  protected void keep(Peaks closed) {
    // The instrument has them.
  }
}
