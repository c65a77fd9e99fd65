package io.tapes.reporters.hdrhistogram;

import io.tapes.SeriesId;
import io.tapes.distribution.Distribution;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The lines of HdrHistogram's log format, version 1.3, one for an interval of a series. */
final class HdrLogFormat {
  /** What HdrHistogram's own writer begins a log with. */
  static final String HEADER = "#[Histogram log format version 1.3]";

  private static final double MILLIS_PER_SECOND = 1e3;

  /** The column of maxima is for people: milliseconds, as HdrHistogram's recorders have it. */
  private static final double NANOS_PER_MILLI = 1e6;

  private HdrLogFormat() {}

  /**
   * The line of what was recorded in an interval.
   *
   * @param durations whether the values are nanoseconds
   */
  static String line(
      SeriesId id, Distribution interval, boolean durations, long fromMillis, long toMillis) {
    Histogram histogram = HdrHistograms.of(interval);
    histogram.setTag(tag(id));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(line, false, StandardCharsets.UTF_8);
    new HistogramLogWriter(out)
        .outputIntervalHistogram(
            fromMillis / MILLIS_PER_SECOND,
            toMillis / MILLIS_PER_SECOND,
            histogram,
            durations ? NANOS_PER_MILLI : 1);
    out.flush();
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /**
   * The name and tags of a series as a tag of the log, which has no comma, blank or line end:
   * those, other control characters and the percent sign are percent-encoded, so no two are the
   * same.
   */
  static String tag(SeriesId id) {
    StringBuilder tag = new StringBuilder();
    String text = id.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '%' || Character.isWhitespace(c) || Character.isISOControl(c)) {
        tag.append(c < 0x100 ? "%" : "%u");
        tag.append(String.format(Locale.ROOT, c < 0x100 ? "%02X" : "%04X", (int) c));
      } else {
        tag.append(c);
      }
    }
    return tag.toString();
  }
}
