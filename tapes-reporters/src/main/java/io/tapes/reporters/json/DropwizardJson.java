package io.tapes.reporters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.Shape;
import io.tapes.Snapshot;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the layout of Dropwizard's MetricsModule, version 4. */
final class DropwizardJson implements PageFormat {
  private static final List<String> GROUPS =
      List.of("gauges", "counters", "histograms", "meters", "timers");

  private final long startMillis;

  DropwizardJson(long startMillis) {
    this.startMillis = startMillis;
  }

  @Override
  public void write(Snapshot snapshot, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.compact(out)) {
      json.writeStartObject();
      json.writeStringField("version", "4.0.0");
      for (String group : GROUPS) {
        group(group, snapshot, json);
      }
      json.writeEndObject();
    }
  }

  private void group(String name, Snapshot snapshot, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(name);
    for (Series series : snapshot.series()) {
      if (group(series.kind()).equals(name)) {
        json.writeObjectFieldStart(Text.key(series.id().toString()));
        fields(series, seconds(series, snapshot), json);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  /** How long a series has been counting. */
  private double seconds(Series series, Snapshot snapshot) {
    long start = series.startMillis() > 0 ? series.startMillis() : startMillis;
    return Math.max(1, snapshot.wallMillis() - start) / 1e3;
  }

  /** In which group a kind is; counters go up and down there. */
  private static String group(MetricKind kind) {
    return switch (kind.shape()) {
      case SUM -> kind.isRated() ? "meters" : "counters";
      case LEVEL -> "gauges";
      case DISTRIBUTION -> kind.isRated() ? "timers" : "histograms";
    };
  }

  private static void fields(Series series, double seconds, JsonGenerator json) throws IOException {
    MetricKind kind = series.kind();
    Map<String, Number> renamed = new TreeMap<>(); // nearly the order of that module
    series.fields().forEach((field, value) -> renamed.put(renamed(field, kind), value));
    boolean rated = kind.isRated();
    if (rated) {
      renamed.put("mean_rate", renamed.getOrDefault("count", 0).longValue() / seconds);
    }
    for (Map.Entry<String, Number> field : renamed.entrySet()) {
      json.writeFieldName(field.getKey());
      JsonTree.writeNumber(json, field.getValue());
    }
    if (kind.shape() == Shape.SUM && rated) {
      json.writeStringField("units", "events/second");
    } else if (rated) {
      json.writeStringField("duration_units", "seconds");
      json.writeStringField("rate_units", "calls/second");
    }
  }

  private static String renamed(String field, MetricKind kind) {
    return switch (field) {
      case "value" -> kind.shape() == Shape.SUM ? "count" : field;
      case "m1", "m5", "m15" -> field + "_rate";
      default -> field.startsWith("q") ? "p" + field.substring(1) : field;
    };
  }
}
