package io.tapes.reporters.cloudwatch;

import io.tapes.DistributionValue;
import io.tapes.MetricInfo;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SumValue;
import io.tapes.reporters.encoding.JsonText;
import io.tapes.reporters.encoding.LeftOut;
import io.tapes.reporters.encoding.MangledTags;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CloudWatch's embedded metric format: a line of JSON for each series, of which CloudWatch makes
 * metrics. The metrics are the fields of the nested map, {@code my.timer.q99}, and that of a
 * counter or gauge has the name of the series; tags are the dimensions.
 *
 * <p>CloudWatch adds up what it is given, so counts are increases since the value last delivered;
 * there is no line where nothing happened. Empty tags are left out, and so are all but the first
 * 30. Not a number and infinities are left out.
 *
 * <p>Any thread may use an instance.
 */
public final class EmfFormat implements LineFormat {
  private static final int MOST_DIMENSIONS = 30;
  private static final int LONGEST_DIMENSION = 1_024;
  private static final Set<String> COUNTS = Set.of("count", "value");

  /** CloudWatch's words for units; there are no others. */
  private static final Map<String, String> UNITS =
      Map.of(
          "seconds", "Seconds",
          "milliseconds", "Milliseconds",
          "microseconds", "Microseconds",
          "bytes", "Bytes",
          "percent", "Percent");

  private final String start;
  private final String prefix;
  private final Fields fields;

  private EmfFormat(String namespace, String prefix, Fields fields) {
    StringBuilder quoted = new StringBuilder();
    JsonText.quote(namespace, quoted);
    this.start = "{\"CloudWatchMetrics\":[{\"Namespace\":" + quoted + ",\"Dimensions\":[[";
    this.prefix = prefix.isEmpty() ? "" : prefix + ".";
    this.fields = fields;
  }

  /**
   * Returns a format.
   *
   * @param namespace of the metrics in CloudWatch
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param fields what is written of each series
   * @return the format
   * @throws IllegalArgumentException if CloudWatch does not take the namespace
   */
  public static EmfFormat of(String namespace, String prefix, Fields fields) {
    if (!namespace.matches("[0-9A-Za-z.\\-_/#: ]{1,256}") || namespace.startsWith("AWS/")) {
      throw new IllegalArgumentException(
          "namespace '"
              + namespace
              + "' is none of CloudWatch's; take up to 256 letters, digits and .-_/#: and not"
              + " 'AWS/' at the start");
    }
    return new EmfFormat(namespace, prefix, fields);
  }

  @Override
  public boolean writesIncreases() {
    return true;
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    Map<String, Number> metrics = metrics(series, sent, out);
    if (metrics.isEmpty()) {
      return;
    }
    StringBuilder names = new StringBuilder();
    StringBuilder values = new StringBuilder();
    metrics.forEach(
        (field, number) -> {
          String name = prefix + series.name() + (field.equals("value") ? "" : "." + field);
          JsonText.quote(name, names.append(names.length() == 0 ? "{\"Name\":" : ",{\"Name\":"));
          names.append(",\"Unit\":\"").append(unit(series.info(), field)).append("\"}");
          JsonText.quote(name, values.append(',')).append(':').append(Numbers.plain(number));
        });
    StringBuilder keys = new StringBuilder();
    StringBuilder dimensions = new StringBuilder();
    dimensions(series)
        .forEach(
            (key, value) -> {
              JsonText.quote(key, keys.append(keys.length() == 0 ? "" : ","));
              JsonText.quote(value, JsonText.quote(key, dimensions.append(',')).append(':'));
            });
    out.line(
        "{\"_aws\":"
            + start
            + keys
            + "]],\"Metrics\":["
            + names
            + "]}],\"Timestamp\":"
            + wallMillis
            + "}"
            + dimensions
            + values
            + "}");
  }

  private Map<String, Number> metrics(Series series, @Nullable MetricValue sent, LineSink out) {
    Map<String, Number> metrics = new LinkedHashMap<>(fields.of(series));
    Optional<Number> increase = increase(series, sent);
    if (increase.isPresent()) {
      if (increase.get().doubleValue() == 0) {
        return Map.of();
      }
      metrics.replace(series.kind().fields().get(0), increase.get());
    }
    metrics
        .values()
        .removeIf(
            number -> {
              if (Double.isInfinite(number.doubleValue())) {
                out.leftOut(LeftOut.infinite(series.id()));
              }
              return !Numbers.isFinite(number);
            });
    return metrics;
  }

  /** What was added since; empty where the first field is no count. */
  private static Optional<Number> increase(Series series, @Nullable MetricValue sent) {
    return series
        .value()
        .<Optional<Number>, RuntimeException>match(
            sum -> {
              SumValue before = sum.sameShape(sent);
              SumValue since = before == null ? sum : sum.minus(before);
              return series.kind().isMonotonic()
                  ? Optional.of(since.increased().number())
                  : Optional.empty();
            },
            level -> Optional.empty(),
            values -> {
              DistributionValue before = values.sameShape(sent);
              long now = values.total().count();
              long counted = before == null ? 0 : before.total().count();
              return Optional.of(now >= counted ? now - counted : now);
            });
  }

  private static String unit(MetricInfo info, String field) {
    if (COUNTS.contains(field) && info.unit().isEmpty()) {
      return info.kind().isMonotonic() || field.equals("count") ? "Count" : "None";
    }
    if (field.equals("count")) {
      return "Count";
    }
    return field.matches("m1|m5|m15") ? "Count/Second" : UNITS.getOrDefault(info.unit(), "None");
  }

  private Map<String, String> dimensions(Series series) {
    String metric = prefix + series.name();
    Map<String, String> dimensions = new LinkedHashMap<>();
    MangledTags.of(series.tags(), key -> dimension(key, metric))
        .forEach(
            (key, value) -> {
              if (!value.isEmpty() && dimensions.size() < MOST_DIMENSIONS) {
                dimensions.put(key, cut(value));
              }
            });
    return dimensions;
  }

  /** A key stands beside the metrics, so one that is called like them gives way. */
  private static String dimension(String key, String metric) {
    String allowed = key.startsWith(":") ? "_" + key.substring(1) : key;
    return allowed.equals("_aws") || allowed.startsWith(metric) ? allowed + "_" : allowed;
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_DIMENSION ? value : value.substring(0, LONGEST_DIMENSION);
  }

  @Override
  public String identity(Series series) {
    return LeftOut.identity(series, prefix + series.name() + dimensions(series));
  }
}
