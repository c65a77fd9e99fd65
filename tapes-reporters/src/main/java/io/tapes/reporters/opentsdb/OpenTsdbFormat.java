package io.tapes.reporters.opentsdb;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.reporters.encoding.LeftOut;
import io.tapes.reporters.encoding.MangledTags;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenTSDB's data points: one for each field of each series, under the name that it has in the
 * nested map, such as {@code my.timer.q99}. Counts are totals, times in seconds. Time stamps are
 * seconds on the telnet interface, as not everything that has it takes others, and milliseconds
 * over HTTP.
 *
 * <p>Letters and digits of all scripts stay in names and tags, and {@code - _ . /}; other
 * characters become underscores. OpenTSDB wants a tag at least, so all series have some beside
 * their own. Empty tags are left out, and so are not a number and infinities, which it cannot
 * store.
 *
 * <p>Any thread may use an instance.
 */
public final class OpenTsdbFormat implements LineFormat {
  private static final String KEPT = "-_./";

  private final boolean json;
  private final String prefix;
  private final Map<String, String> everywhere;
  private final Fields fields;

  private OpenTsdbFormat(
      boolean json, String prefix, Map<String, String> everywhere, Fields fields) {
    this.json = json;
    this.prefix = prefix.isEmpty() ? "" : Text.mangled(prefix, KEPT) + ".";
    this.everywhere = new TreeMap<>();
    everywhere.forEach(
        (key, value) -> this.everywhere.put(Text.mangled(key, KEPT), Text.mangled(value, KEPT)));
    this.fields = fields;
  }

  /**
   * Returns the lines of the telnet interface, {@code put name seconds number key=value …}.
   *
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param everywhere tags of all series, which those of a series come before; at least one
   * @param fields what is written of each series
   * @return the format
   */
  public static OpenTsdbFormat telnet(
      String prefix, Map<String, String> everywhere, Fields fields) {
    return new OpenTsdbFormat(false, prefix, everywhere, fields);
  }

  /**
   * Returns the objects of the HTTP interface, as lines.
   *
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param everywhere tags of all series, which those of a series come before; at least one
   * @param fields what is written of each series
   * @return the format
   */
  public static OpenTsdbFormat json(String prefix, Map<String, String> everywhere, Fields fields) {
    return new OpenTsdbFormat(true, prefix, everywhere, fields);
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    String name = name(series);
    String tags = tags(series);
    for (Map.Entry<String, Number> field : fields.of(series).entrySet()) {
      Number number = field.getValue();
      if (Numbers.isFinite(number)) {
        String metric = name + "." + field.getKey();
        out.line(point(metric, wallMillis, Numbers.plain(number), tags));
      } else if (Double.isInfinite(number.doubleValue())) {
        out.leftOut(LeftOut.infinite(series.id()));
      }
    }
  }

  private String point(String metric, long millis, String number, String tags) {
    // What is left in names and tags by now needs no escapes.
    return json
        ? "{\"metric\":\"%s\",\"timestamp\":%d,\"value\":%s,\"tags\":{%s}}"
            .formatted(metric, millis, number, tags)
        : "put " + metric + " " + Math.floorDiv(millis, 1_000L) + " " + number + tags;
  }

  @Override
  public String identity(Series series) {
    return LeftOut.identity(series, name(series) + tags(series));
  }

  private String name(Series series) {
    return prefix + Text.mangled(series.name(), KEPT);
  }

  private String tags(Series series) {
    Map<String, String> all = new TreeMap<>(everywhere);
    MangledTags.of(series.tags(), key -> Text.mangled(key, KEPT))
        .forEach(
            (key, value) -> {
              if (!value.isEmpty()) {
                all.put(key, Text.mangled(value, KEPT));
              }
            });
    StringBuilder out = new StringBuilder();
    all.forEach(
        (key, value) -> {
          if (json) {
            out.append(out.length() == 0 ? "\"" : ",\"").append(key);
            out.append("\":\"").append(value).append('"');
          } else {
            out.append(' ').append(key).append('=').append(value);
          }
        });
    return out.toString();
  }
}
