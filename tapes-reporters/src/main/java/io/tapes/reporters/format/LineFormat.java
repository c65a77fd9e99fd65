package io.tapes.reporters.format;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Snapshot;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A format of lines, some series each. Any thread may use an instance. */
public interface LineFormat {
  /**
   * Writes one series. Where the format sends increases, its first line carries them, so that
   * whoever knows which lines arrived knows which increases did.
   *
   * @param series the series now
   * @param sent its value when it was last delivered; null if it never was
   * @param wallMillis when the snapshot was taken, in milliseconds since 1970-01-01T00:00:00Z
   * @param out takes the lines
   * @throws IOException from {@code out}
   */
  void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException;

  /**
   * Writes all series.
   *
   * @param now the snapshot
   * @param sent the snapshot that was last delivered; one without series if none was
   * @param out takes the lines
   * @throws IOException from {@code out}
   */
  default void write(Snapshot now, Snapshot sent, LineSink out) throws IOException {
    for (Series series : now.series()) {
      write(series, sent.find(series.id()).orElse(null), now.wallMillis(), out);
    }
  }
}
