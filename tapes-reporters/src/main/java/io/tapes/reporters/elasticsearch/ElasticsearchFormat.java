package io.tapes.reporters.elasticsearch;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Tags;
import io.tapes.reporters.encoding.JsonText;
import io.tapes.reporters.encoding.LeftOut;
import io.tapes.reporters.encoding.MangledTags;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of lines of the bulk interface of Elasticsearch and OpenSearch: a document for each series.
 *
 * <pre>{@code
 * {"create":{"_index":"metrics-tapes"}}
 * {"@timestamp":"2026-01-02T03:04:05.006Z","name":"http.requests","tags":{"method":"GET"},"counter":{"value":12}}
 * }</pre>
 *
 * <p>The fields are those of the nested map in an object named by the kind, so that a field has one
 * type in all documents: counts are integers, everything else has a fraction. Counts are totals,
 * times in seconds. A dot in the key of a tag becomes an underscore, since it would make an object;
 * not a number and infinities are left out.
 *
 * <p>Any thread may use an instance.
 */
public final class ElasticsearchFormat implements LineFormat {
  private final Function<Instant, String> index;
  private final String prefix;
  private final Fields fields;

  private ElasticsearchFormat(Function<Instant, String> index, String prefix, Fields fields) {
    this.index = index;
    this.prefix = prefix.isEmpty() ? "" : prefix + ".";
    this.fields = fields;
  }

  /**
   * Returns a format.
   *
   * @param index names the index, or the data stream, of the documents of a time
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param fields what is written of each series
   * @return the format
   */
  public static ElasticsearchFormat of(
      Function<Instant, String> index, String prefix, Fields fields) {
    return new ElasticsearchFormat(index, prefix, fields);
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    Instant time = Instant.ofEpochMilli(wallMillis);
    StringBuilder document = new StringBuilder("{\"create\":{\"_index\":");
    JsonText.quote(index.apply(time), document).append("}}\n{\"@timestamp\":\"").append(time);
    JsonText.quote(prefix + series.name(), document.append("\",\"name\":"));
    tags(series.tags(), document);
    document.append(",\"").append(series.kind()).append("\":{");
    int empty = document.length();
    for (Map.Entry<String, Number> field : fields.of(series).entrySet()) {
      Number number = field.getValue();
      if (Numbers.isFinite(number)) {
        document.append(document.length() == empty ? "\"" : ",\"").append(field.getKey());
        document.append("\":").append(typed(number));
      } else if (Double.isInfinite(number.doubleValue())) {
        out.leftOut(LeftOut.infinite(series.id()));
      }
    }
    if (document.length() > empty) {
      out.line(document.append("}}").toString());
    }
  }

  /** The first document decides whether a field is an integer. */
  private static String typed(Number number) {
    String text = Numbers.plain(number);
    return number instanceof Long || text.indexOf('.') >= 0 ? text : text + ".0";
  }

  private static void tags(Tags tags, StringBuilder out) {
    if (tags.isEmpty()) {
      return;
    }
    out.append(",\"tags\":{");
    int empty = out.length();
    MangledTags.of(tags, key -> key.replace('.', '_'))
        .forEach(
            (key, value) -> {
              out.append(out.length() == empty ? "" : ",");
              JsonText.quote(value, JsonText.quote(key, out).append(':'));
            });
    out.append('}');
  }
}
