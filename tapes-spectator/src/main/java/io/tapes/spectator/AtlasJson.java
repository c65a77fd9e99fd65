package io.tapes.spectator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two documents of measurements that Atlas knows. */
final class AtlasJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AtlasJson() {}

  /**
   * One flat array for an aggregator: the number of strings, the strings, and for each measurement
   * the number of its tags, the places of keys and values among the strings, its op and its value.
   */
  static byte[] forAggregator(List<Measurement> measurements) throws IOException {
    Map<String, Integer> strings = new LinkedHashMap<>();
    for (Measurement one : measurements) {
      one.tags()
          .forEach(
              (key, value) -> {
                strings.putIfAbsent(key, strings.size());
                strings.putIfAbsent(value, strings.size());
              });
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartArray();
      out.writeNumber(strings.size());
      for (String string : strings.keySet()) {
        out.writeString(string);
      }
      for (Measurement one : measurements) {
        out.writeNumber(one.tags().size());
        for (Map.Entry<String, String> tag : one.tags().entrySet()) {
          out.writeNumber(place(strings, tag.getKey()));
          out.writeNumber(place(strings, tag.getValue()));
        }
        out.writeNumber(one.op().code);
        out.writeNumber(one.value());
      }
      out.writeEndArray();
    }
    return bytes.toByteArray();
  }

  private static int place(Map<String, Integer> strings, String string) {
    Integer place = strings.get(string);
    return place == null ? -1 : place;
  }

  /**
   * An object for Atlas itself, with increases as rates per second.
   *
   * @param millis the time of all measurements
   * @param stepSeconds how long an interval of theirs is
   */
  static byte[] forAtlas(
      List<Measurement> measurements,
      Map<String, String> commonTags,
      long millis,
      double stepSeconds)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart("tags");
      for (Map.Entry<String, String> tag : commonTags.entrySet()) {
        out.writeStringField(tag.getKey(), tag.getValue());
      }
      out.writeEndObject();
      out.writeArrayFieldStart("metrics");
      for (Measurement one : measurements) {
        out.writeStartObject();
        out.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : one.tags().entrySet()) {
          if (!commonTags.containsKey(tag.getKey())) {
            out.writeStringField(tag.getKey(), tag.getValue());
          }
        }
        out.writeStringField("atlas.dstype", one.op().dataSourceType);
        out.writeEndObject();
        out.writeNumberField("timestamp", millis);
        boolean rate = one.op() == Measurement.Op.ADD;
        out.writeNumberField("value", rate ? one.value() / stepSeconds : one.value());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
