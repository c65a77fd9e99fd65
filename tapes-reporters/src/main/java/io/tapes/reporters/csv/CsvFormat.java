package io.tapes.reporters.csv;

import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A table of comma-separated values for each series, or for all series of a name: the column {@code
 * time} in seconds since 1970-01-01T00:00:00Z, perhaps the tags, and one column for each field.
 * Durations are in seconds; not a number and infinities are {@code NaN}, {@code Infinity} and
 * {@code -Infinity}.
 *
 * <p>Any thread may use an instance.
 */
public final class CsvFormat {
  private final Fields fields;
  private final boolean tags;

  private CsvFormat(Fields fields, boolean tags) {
    this.fields = fields;
    this.tags = tags;
  }

  /**
   * Returns a format.
   *
   * @param fields the columns
   * @return the format
   */
  public static CsvFormat of(Fields fields) {
    return new CsvFormat(fields, false);
  }

  /**
   * Returns the same format with a column {@code tags} behind the time, such as {@code
   * "{method=GET,status=200}"}, in quotation marks, and empty where there are none.
   *
   * @return a format
   */
  public CsvFormat withTags() {
    return new CsvFormat(fields, true);
  }

  /**
   * Returns the names of the columns.
   *
   * @param kind of the series
   * @return a line without its end; empty when a kind has no column
   */
  public String header(MetricKind kind) {
    List<String> values = kind.fields().stream().filter(fields::has).toList();
    String start = tags ? "time,tags," : "time,";
    return values.isEmpty() ? "" : start + String.join(",", values);
  }

  /**
   * Returns the values of a series.
   *
   * @param series the series
   * @param wallMillis when, in milliseconds since 1970-01-01T00:00:00Z
   * @return a line without its end
   */
  public String row(Series series, long wallMillis) {
    StringBuilder row = new StringBuilder(BigDecimal.valueOf(wallMillis, 3).toPlainString());
    if (tags) {
      String text = series.tags().isEmpty() ? "" : Text.key(series.tags().toString());
      row.append(",\"").append(text.replace("\"", "\"\"")).append('"');
    }
    for (Map.Entry<String, Number> field : fields.of(series).entrySet()) {
      Number value = field.getValue();
      row.append(',').append(value instanceof Long ? value : Numbers.shortest(value.doubleValue()));
    }
    return row.toString();
  }
}
