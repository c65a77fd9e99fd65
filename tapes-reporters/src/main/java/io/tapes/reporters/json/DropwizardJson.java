package io.tapes.reporters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapes.MetricType;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Writes the layout of Dropwizard's MetricsModule, version 4. */
final class DropwizardJson implements PageFormat {
  private final long startMillis;

  DropwizardJson(long startMillis) {
    this.startMillis = startMillis;
  }

  @Override
  public void write(Snapshot snapshot, OutputStream out) throws IOException {
    double seconds = Math.max(1, snapshot.wallMillis() - startMillis) / 1e3;
    try (JsonGenerator json = JsonFormat.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("version", "4.0.0");
      group("gauges", MetricType.GAUGE, snapshot, seconds, json);
      group("counters", MetricType.COUNTER, snapshot, seconds, json);
      group("histograms", MetricType.HISTOGRAM, snapshot, seconds, json);
      group("meters", MetricType.METER, snapshot, seconds, json);
      group("timers", MetricType.TIMER, snapshot, seconds, json);
      json.writeEndObject();
    }
  }

  private static void group(
      String name, MetricType type, Snapshot snapshot, double seconds, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Series series : snapshot.series()) {
      if (series.value().type() == type) {
        json.writeObjectFieldStart(Text.key(series.id().toString()));
        fields(series, seconds, json);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private static void fields(Series series, double seconds, JsonGenerator json) throws IOException {
    MetricType type = series.value().type();
    Map<String, Number> renamed = new TreeMap<>(); // nearly the order of that module
    series.value().fields().forEach((field, value) -> renamed.put(renamed(field, type), value));
    boolean rated = type == MetricType.METER || type == MetricType.TIMER;
    if (rated) {
      renamed.put("mean_rate", renamed.getOrDefault("count", 0).longValue() / seconds);
    }
    for (Map.Entry<String, Number> field : renamed.entrySet()) {
      json.writeFieldName(field.getKey());
      JsonTree.writeNumber(json, field.getValue());
    }
    if (type == MetricType.METER) {
      json.writeStringField("units", "events/second");
    } else if (rated) {
      json.writeStringField("duration_units", "seconds");
      json.writeStringField("rate_units", "calls/second");
    }
  }

  private static String renamed(String field, MetricType type) {
    return switch (field) {
      case "value" -> type == MetricType.COUNTER ? "count" : field;
      case "m1", "m5", "m15" -> field + "_rate";
      default -> field.startsWith("q") ? "p" + field.substring(1) : field;
    };
  }
}
