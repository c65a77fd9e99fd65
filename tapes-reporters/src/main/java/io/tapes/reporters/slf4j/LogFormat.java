package io.tapes.reporters.slf4j;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines for a log, one for each series: {@code timer "my.timer" count=100 m1=20.0 …}, with the
 * fields of the nested map. Names and tags stand in quotation marks, {@code "} and {@code \}
 * escaped in them by a backslash; control characters become U+FFFD, so that no tag can forge a
 * line.
 *
 * <p>Any thread may use an instance.
 */
public final class LogFormat implements LineFormat {
  private final Fields fields;

  private LogFormat(Fields fields) {
    this.fields = fields;
  }

  /**
   * Returns a format.
   *
   * @param fields what is written of each series
   * @return the format
   */
  public static LogFormat of(Fields fields) {
    return new LogFormat(fields);
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    Map<String, Number> numbers = fields.of(series);
    if (numbers.isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder();
    line.append(series.kind()).append(" \"");
    String name = Text.printable(series.id().toString());
    line.append(name.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    numbers.forEach(
        (field, value) ->
            line.append(' ')
                .append(field)
                .append('=')
                .append(value instanceof Long ? value : Numbers.shortest(value.doubleValue())));
    out.line(line.toString());
  }
}
