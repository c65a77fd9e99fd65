package io.tapes.reporters.graphite;

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
import org.jspecify.annotations.Nullable;

/**
 * Graphite's plaintext lines, {@code path value seconds}: one for each field of each series, under
 * the path that it has in the nested map, such as {@code my.timer.q99}. Counts are totals, times in
 * seconds.
 *
 * <p>Letters and digits of all scripts stay in a path, and underscore and minus; other characters
 * become underscores. Values of tags keep every character that carbon 1.1 keeps: all but white
 * space, {@code ;} and a leading {@code ~}. Numbers have no exponent; not a number and infinities,
 * which Graphite cannot store, are left out, and so are series that carbon has no file name for: a
 * segment of an untagged path has at most 255 bytes.
 *
 * <p>Any thread may use an instance.
 */
public final class GraphiteFormat implements LineFormat {
  /** Carbon makes a folder of each segment of an untagged path, and file systems end here. */
  private static final int LONGEST_SEGMENT = 255;

  private final String prefix;
  private final GraphiteTags tagStyle;
  private final Fields fields;

  private GraphiteFormat(String prefix, GraphiteTags tagStyle, Fields fields) {
    this.prefix = prefix;
    this.tagStyle = tagStyle;
    this.fields = fields;
  }

  /**
   * Returns a format.
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
    String path = path(series);
    String suffix = suffix(series.tags());
    if (suffix.isEmpty() && Text.longestSegment(path) > LONGEST_SEGMENT) {
      out.leftOut(
          LeftOut.of(
              series.id(),
              "its path has a segment of more than 255 bytes, which carbon cannot store;"
                  + " shorten it"));
      return;
    }
    String end = " " + Math.floorDiv(wallMillis, 1_000L);
    for (Map.Entry<String, Number> field : fields.of(series).entrySet()) {
      Number number = field.getValue();
      if (Numbers.isFinite(number)) {
        out.line(path + "." + field.getKey() + suffix + " " + Numbers.plain(number) + end);
      } else if (Double.isInfinite(number.doubleValue())) {
        out.leftOut(LeftOut.infinite(series.id()));
      }
    }
  }

  @Override
  public String identity(Series series) {
    return LeftOut.identity(series, path(series) + suffix(series.tags()));
  }

  /** The path without the field, which comes last. */
  private String path(Series series) {
    StringBuilder path = new StringBuilder(prefix);
    Text.mangle(series.name(), "_-.", path);
    if (tagStyle == GraphiteTags.SEGMENTS) {
      appendSegments(series.tags(), path);
    }
    return path.toString();
  }

  /** A tag without a value gets an underscore, as Graphite knows no empty ones. */
  private String suffix(Tags tags) {
    if (tagStyle == GraphiteTags.SEGMENTS) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    MangledTags.of(tags, GraphiteFormat::key)
        .forEach((key, value) -> appendValue(value, out.append(';').append(key).append('=')));
    if (out.length() > 1 && out.charAt(out.length() - 2) == '"') {
      // Carbon takes a path that ends in "} for one of Prometheus'.
      int last = out.length() - 1;
      out.setCharAt(last, out.charAt(last) == '}' ? '_' : out.charAt(last));
    }
    return out.toString();
  }

  private static void appendValue(String value, StringBuilder out) {
    boolean tilde = value.startsWith("~");
    out.append(tilde || value.isEmpty() ? "_" : "");
    Text.wellFormed(tilde ? value.substring(1) : value)
        .codePoints()
        .forEach(c -> out.appendCodePoint(c == ';' || isPythonSpace(c) ? '_' : c));
  }

  /** At such characters carbon splits a line. */
  private static boolean isPythonSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
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
