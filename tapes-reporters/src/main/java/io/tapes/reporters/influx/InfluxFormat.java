package io.tapes.reporters.influx;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Tags;
import io.tapes.reporters.encoding.LeftOut;
import io.tapes.reporters.encoding.MangledTags;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Influx line protocol: one line for each series, {@code my.timer,table=users
 * count=3i,m1=0.2,q99=0.05 1700000000123}, with its fields as in the nested map and its time.
 * Counts are integers and totals, other fields decimals, durations in seconds.
 *
 * <p>Names and tags may hold any character except control characters and the backslash, which the
 * protocol cannot carry everywhere: they become underscores. Empty tags mean "no such tag" and are
 * left out, so are fields that are not a number or infinite.
 *
 * <p>Any thread may use an instance.
 */
public final class InfluxFormat implements LineFormat {
  /** Keys that the servers use themselves. */
  private static final Set<String> RESERVED = Set.of("time", "_field", "_measurement");

  private final String prefix;
  private final Fields fields;
  private final String zerosBehindMillis;

  private InfluxFormat(String prefix, Fields fields, String zerosBehindMillis) {
    this.prefix = prefix.isEmpty() ? "" : prefix + ".";
    this.fields = fields;
    this.zerosBehindMillis = zerosBehindMillis;
  }

  /**
   * Returns a format with times in milliseconds, for requests that say {@code precision=ms}.
   *
   * @param prefix what all measurements begin with, without the dot that follows; empty for nothing
   * @param fields what is written of each series
   * @return the format
   */
  public static InfluxFormat millis(String prefix, Fields fields) {
    return new InfluxFormat(prefix, fields, "");
  }

  /**
   * Returns a format with times in nanoseconds, which is what servers take them for that are not
   * told otherwise, as over UDP.
   *
   * @param prefix what all measurements begin with, without the dot that follows; empty for nothing
   * @param fields what is written of each series
   * @return the format
   */
  public static InfluxFormat nanos(String prefix, Fields fields) {
    return new InfluxFormat(prefix, fields, "000000");
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    StringBuilder line = new StringBuilder(written(series));
    char separator = ' ';
    for (Map.Entry<String, Number> field : fields.of(series).entrySet()) {
      Number number = field.getValue();
      if (Numbers.isFinite(number)) {
        line.append(separator).append(field.getKey()).append('=').append(Numbers.plain(number));
        if (number instanceof Long) {
          line.append('i');
        }
        separator = ',';
      } else if (Double.isInfinite(number.doubleValue())) {
        out.leftOut(LeftOut.infinite(series.id()));
      }
    }
    if (separator == ',') {
      out.line(line.append(' ').append(wallMillis).append(zerosBehindMillis).toString());
    }
  }

  @Override
  public String identity(Series series) {
    return LeftOut.identity(series, written(series));
  }

  /** The measurement and the tags. */
  private String written(Series series) {
    StringBuilder start = new StringBuilder();
    appendMeasurement(prefix + series.name(), start);
    appendTags(series.tags(), start);
    return start.toString();
  }

  /** A number sign at the start of a line would make it a comment. */
  private static void appendMeasurement(String name, StringBuilder out) {
    String start = name.startsWith("#") ? "_" + name.substring(1) : name;
    escape(printable(start), ", ", out);
  }

  private static void appendTags(Tags tags, StringBuilder out) {
    MangledTags.of(tags, InfluxFormat::key)
        .forEach(
            (key, value) -> {
              if (!value.isEmpty()) {
                escape(key, ",= ", out.append(','));
                escape(printable(value), ",= ", out.append('='));
              }
            });
  }

  private static String key(String key) {
    return RESERVED.contains(key) ? key + "_" : printable(key);
  }

  private static void escape(String text, String special, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (special.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    Text.wellFormed(text)
        .codePoints()
        .forEach(c -> out.appendCodePoint(c == '\\' || Character.isISOControl(c) ? '_' : c));
    return out.toString();
  }
}
