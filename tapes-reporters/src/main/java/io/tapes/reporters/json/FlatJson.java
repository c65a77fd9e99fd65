package io.tapes.reporters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.reporters.encoding.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes each number under its path. */
final class FlatJson {
  private FlatJson() {}

  static void write(Snapshot snapshot, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.compact(out)) {
      json.writeStartObject();
      for (Series series : snapshot.series()) {
        String start = Text.key(series.id().path() + ".");
        for (Map.Entry<String, Number> field : series.fields().entrySet()) {
          json.writeFieldName(start + field.getKey());
          JsonTree.writeNumber(json, field.getValue());
        }
      }
      json.writeEndObject();
    }
  }
}
