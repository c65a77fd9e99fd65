package io.tapes.reporters.format;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.reporters.encoding.LeftOut;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A format of lines, some series each. Any thread may use an instance. */
public interface LineFormat {
  /**
   * Writes one series. Where the format sends increases, its first line carries them, so that a
   * reporter that knows which lines arrived knows which increases did.
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
   * Returns whether the lines of counts carry increases, which the backend adds up: then what a
   * series had counted before one of another type took its name and tags is written as well.
   *
   * @return false by default
   */
  default boolean writesIncreases() {
    return false;
  }

  /**
   * Returns what the backend tells series apart by. Of several series with the same identity only
   * one may be written: the others would overwrite it.
   *
   * @param series any series
   * @return the same text for series that are one to the backend; empty, the default, where no two
   *     ever are
   */
  default String identity(Series series) {
    return "";
  }

  /**
   * Returns the sentence about a series whose identity another one has.
   *
   * @param series the one that is left out
   * @param owner the one that is written
   * @return a sentence for {@link LineSink#leftOut}
   */
  static String sameAs(SeriesId series, SeriesId owner) {
    return LeftOut.of(
        series, "to this backend it is the same as '" + LeftOut.shown(owner) + "'; rename one");
  }

  /**
   * Writes that a series is gone, where the backend would otherwise keep its last value. The
   * default writes nothing.
   *
   * @param gone the series as it was last delivered
   * @param out takes the lines
   * @throws IOException from {@code out}
   */
  default void withdraw(Series gone, LineSink out) throws IOException {}

  /**
   * Writes all series, of those with the same identity the first one; removed ones that the
   * snapshot has with their successors count as one.
   *
   * @param now the snapshot
   * @param sent the snapshot that was last delivered; one without series if none was
   * @param out takes the lines
   * @throws IOException from {@code out}
   */
  default void write(Snapshot now, Snapshot sent, LineSink out) throws IOException {
    Map<String, Series> first = new HashMap<>();
    for (Series ended : writesIncreases() ? now.replaced(sent) : List.<Series>of()) {
      MetricValue before =
          sent.series(ended.id()).filter(ended::continues).map(Series::value).orElse(null);
      write(ended, before, now.wallMillis(), out);
    }
    for (Series series : now.continuing(sent).series()) {
      String identity = identity(series);
      Series owner =
          identity.isEmpty() ? series : first.computeIfAbsent(identity, absent -> series);
      if (owner.id().equals(series.id())) {
        MetricValue before =
            sent.series(series.id()).filter(series::continues).map(Series::value).orElse(null);
        write(series.after(before), before, now.wallMillis(), out);
      } else {
        out.leftOut(sameAs(series.id(), owner.id()));
      }
    }
  }
}
