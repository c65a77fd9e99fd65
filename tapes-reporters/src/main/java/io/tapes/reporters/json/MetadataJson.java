package io.tapes.reporters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapes.Family;
import io.tapes.MetricInfo;
import io.tapes.Shape;
import io.tapes.Snapshot;
import io.tapes.reporters.encoding.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** Writes what is said of each metric: an array of objects, ordered by name. */
final class MetadataJson {
  private MetadataJson() {}

  static void write(Snapshot snapshot, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.compact(out)) {
      json.writeStartArray();
      for (Family family : snapshot.families()) {
        write(family.info(), json);
      }
      json.writeEndArray();
    }
  }

  private static void write(MetricInfo info, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", info.name());
    json.writeStringField("kind", info.kind().toString());
    if (info.kind().shape() == Shape.LEVEL) {
      json.writeStringField("aggregation", info.aggregation().name().toLowerCase(Locale.ROOT));
    }
    text("unit", info.unit(), json);
    text("description", info.description(), json);
    if (!info.bounds().isEmpty()) { // an empty list is what is not cut
      json.writeArrayFieldStart("bounds");
      for (double bound : info.isSummary() ? List.<Double>of() : info.bounds()) {
        json.writeNumber(bound);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void text(String field, String text, JsonGenerator json) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, Text.wellFormed(text));
    }
  }
}
