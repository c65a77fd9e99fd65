package io.tapes.reporters.format;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Tags;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Graphite's plaintext lines, {@code path value seconds}: one for each field of each series, under
 * the path that it has in the nested map, such as {@code my.timer.q99}. Counts are totals, times in
 * seconds.
 *
 * <p>Letters and digits of all scripts stay in a path, and underscore and minus; other characters
 * become underscores. Numbers have no exponent; not a number and infinities, which Graphite cannot
 * store, are left out.
 *
 * <p>Any thread may use an instance.
 */
public final class GraphiteFormat implements LineFormat {
  private final String prefix;
  private final GraphiteTags tagStyle;
  private final Fields fields;

  private GraphiteFormat(String prefix, GraphiteTags tagStyle, Fields fields) {
    this.prefix = prefix;
    this.tagStyle = tagStyle;
    this.fields = fields;
  }

  /**
   * A format.
   *
   * @param prefix what all paths begin with, without the dot that follows; empty for nothing
   * @param tags how tags are carried
   * @param fields what is written of each series
   * @return the format
   */
  public static GraphiteFormat of(String prefix, GraphiteTags tags, Fields fields) {
    String start = prefix.isEmpty() ? "" : Text.mangled(prefix, "_-.") + ".";
    return new GraphiteFormat(start, tags, fields);
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    StringBuilder path = new StringBuilder(prefix);
    Text.mangle(series.name(), "_-.", path);
    String suffix = "";
    if (tagStyle == GraphiteTags.TAGS) {
      suffix = suffix(series.tags());
    } else {
      appendSegments(series.tags(), path);
    }
    String start = path.append('.').toString();
    String end = " " + Math.floorDiv(wallMillis, 1_000L);
    for (Map.Entry<String, Number> field : fields.of(series.value()).entrySet()) {
      Number number = field.getValue();
      if (Numbers.isFinite(number)) {
        out.line(start + field.getKey() + suffix + " " + Numbers.plain(number) + end);
      }
    }
  }

  /** A tag without a value gets an underscore, as Graphite knows no empty ones. */
  private static String suffix(Tags tags) {
    StringBuilder out = new StringBuilder();
    MangledTags.of(tags, GraphiteFormat::key)
        .forEach(
            (key, value) ->
                Text.mangle(
                    value.isEmpty() ? "_" : value,
                    "_-.:@+%",
                    out.append(';').append(key).append('=')));
    return out.toString();
  }

  /** Graphite keeps the path itself under the key "name". */
  private static String key(String key) {
    return key.equals("name") ? "name_" : Text.mangled(key, "_-.");
  }

  private static void appendSegments(Tags tags, StringBuilder out) {
    for (int i = 0; i < tags.size(); i++) {
      Text.mangle(tags.key(i), "_-", out.append('.'));
      Text.mangle(tags.value(i).isEmpty() ? "_" : tags.value(i), "_-", out.append('.'));
    }
  }
}
