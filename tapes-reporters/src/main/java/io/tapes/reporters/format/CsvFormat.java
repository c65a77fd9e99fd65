package io.tapes.reporters.format;

import io.tapes.MetricType;
import io.tapes.Series;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table of comma-separated values for each series: the column {@code time} in seconds since
 * 1970-01-01T00:00:00Z, and one for each field. Durations are in seconds; not a number and
 * infinities are {@code NaN}, {@code Infinity} and {@code -Infinity}.
 *
 * <p>Any thread may use an instance.
 */
public final class CsvFormat {
  private final Fields fields;

  private CsvFormat(Fields fields) {
    this.fields = fields;
  }

  /**
   * A format.
   *
   * @param fields the columns
   * @return the format
   */
  public static CsvFormat of(Fields fields) {
    return new CsvFormat(fields);
  }

  /**
   * The names of the columns.
   *
   * @param type of the series
   * @return a line without its end; empty when a type has no column
   */
  public String header(MetricType type) {
    List<String> columns = new ArrayList<>(List.of("time"));
    columns.addAll(type.fields().stream().filter(fields::has).toList());
    return columns.size() == 1 ? "" : String.join(",", columns);
  }

  /**
   * The values of a series.
   *
   * @param series the series
   * @param wallMillis when, in milliseconds since 1970-01-01T00:00:00Z
   * @return a line without its end
   */
  public String row(Series series, long wallMillis) {
    StringBuilder row = new StringBuilder(BigDecimal.valueOf(wallMillis, 3).toPlainString());
    for (Map.Entry<String, Number> field : fields.of(series.value()).entrySet()) {
      Number value = field.getValue();
      row.append(',').append(value instanceof Long ? value : Numbers.shortest(value.doubleValue()));
    }
    return row.toString();
  }
}
