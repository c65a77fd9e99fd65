package io.tapes.distributed.worker;

import io.tapes.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last state of a worker that its aggregator remembers even after it was killed. One thread at
 * a time changes it, any thread reads the series.
 */
final class SafePoint {
  /*
   * Every acknowledged batch is such a point to come. The first one after the last that was reached
   * is waited for, and the latest one is kept to be waited for then: two, however many batches there
   * are meanwhile.
   */
  private record Point(long seq, long ends, List<Series> series) {}

  private @Nullable Point waiting;
  private @Nullable Point latest;
  private long ends;
  private volatile List<Series> series = List.of();

  /** A batch is acknowledged up to its last frame. */
  void acknowledged(long seq, long newEnds, List<Series> newSeries) {
    latest = new Point(seq, newEnds, newSeries);
    if (waiting == null) {
      waiting = latest;
    }
  }

  /** Whether the aggregator, which remembers that frame, has reached another point. */
  boolean reaches(long safe) {
    boolean reached = false;
    for (Point next = waiting; next != null && next.seq <= safe; next = waiting) {
      ends = next.ends;
      series = next.series;
      reached = true;
      waiting = latest != null && latest.seq > next.seq ? latest : null;
    }
    return reached;
  }

  /** The number of the last end of a series up to there. */
  long ends() {
    return ends;
  }

  List<Series> series() {
    return series;
  }

  /** The aggregator is another one. */
  void forget() {
    waiting = null;
    latest = null;
    series = List.of();
  }
}
