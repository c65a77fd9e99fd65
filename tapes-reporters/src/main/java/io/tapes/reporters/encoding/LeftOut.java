package io.tapes.reporters.encoding;

import io.tapes.Series;
import io.tapes.SeriesId;

/** The sentences about series that a format leaves out, and the rule by which two are one. */
public final class LeftOut {
  /** Names may be of any length, and a log should stay readable. */
  private static final int SHOWN = 200;

  private LeftOut() {}

  /** Returns a sentence about a series, with the reason and a remedy. */
  public static String of(SeriesId series, String reason) {
    return "series '" + shown(series) + "' is left out: " + reason;
  }

  public static String infinite(SeriesId series) {
    return of(series, "its value is infinite, which this backend cannot store; set a number");
  }

  /** Returns a series as a log may show it. */
  public static String shown(SeriesId id) {
    String text = Text.printable(id.toString());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /**
   * Returns the identity of a series in a backend of fields. Series of one name are only one where
   * they share a field: counters and gauges the value, all others the count.
   */
  public static String identity(Series series, String writtenName) {
    return series.kind().fields().get(0) + " " + writtenName;
  }
}
