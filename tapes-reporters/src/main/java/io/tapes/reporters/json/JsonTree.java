package io.tapes.reporters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapes.Series;
import io.tapes.reporters.encoding.CountedOut;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.ChunkedDocument;
import io.tapes.support.PathKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes series as nested objects, straight from the list: it remembers the path that is open and,
 * from one series to the next, closes what they do not share and opens the rest.
 */
final class JsonTree implements ChunkedDocument {
  private final CountedOut out;
  private final JsonGenerator json;
  private final List<Series> series;

  /** How many leading segments all names share and the output leaves out. */
  private final int rootDepth;

  /** What stands at the root itself, under the empty key; null for nothing. */
  private final @Nullable Number atRoot;

  /** Fields with a child of the same name, by its path; they move into its object. */
  private final Map<String, Number> hidden = new HashMap<>();

  private String[] open = new String[0];
  private @Nullable String openName;

  /** The next series; -1 before the outer brace. */
  private int at = -1;

  /**
   * An object on its way out.
   *
   * @param json writes to {@code out}
   */
  JsonTree(
      CountedOut out,
      JsonGenerator json,
      List<Series> inTreeOrder,
      int rootDepth,
      @Nullable Number atRoot) {
    this.out = out;
    this.json = json;
    this.series = inTreeOrder;
    this.rootDepth = rootDepth;
    this.atRoot = atRoot;
  }

  @Override
  public boolean next(OutputStream target, int bytes) throws IOException {
    out.to(target);
    if (at < 0) {
      json.writeStartObject();
      writeHidden(atRoot);
      at = 0;
    }
    while (at < series.size() && out.bytes() < bytes) {
      write(at++);
    }
    if (at < series.size()) {
      json.flush();
      return true;
    }
    json.close(); // closes what is open
    return false;
  }

  private void write(int position) throws IOException {
    Series one = series.get(position);
    if (!one.name().equals(openName)) {
      String[] keys = relative(one.name());
      move(keys);
      open = keys;
      openName = one.name();
    }
    if (one.tags().isEmpty()) {
      writeFields(position);
    } else {
      json.writeFieldName(Text.key(one.tags().toString()));
      writeObject(json, one);
    }
  }

  private String[] relative(String name) {
    int start = 0;
    for (int i = 0; i < rootDepth; i++) {
      int dot = name.indexOf('.', start);
      if (dot < 0) {
        return new String[0];
      }
      start = dot + 1;
    }
    return name.substring(start).split("\\.", -1);
  }

  private void move(String[] next) throws IOException {
    int shared = 0;
    while (shared < open.length && shared < next.length && open[shared].equals(next[shared])) {
      shared++;
    }
    for (int i = open.length; i > shared; i--) {
      json.writeEndObject();
    }
    for (int i = shared; i < next.length; i++) {
      json.writeFieldName(Text.key(PathKeys.key(next[i])));
      json.writeStartObject();
      if (!hidden.isEmpty()) {
        writeHidden(hidden.remove(path(next, i + 1)));
      }
    }
  }

  private static String path(String[] keys, int length) {
    return String.join(".", Arrays.asList(keys).subList(0, length));
  }

  private void writeHidden(@Nullable Number number) throws IOException {
    if (number != null) {
      json.writeFieldName("");
      writeNumber(json, number);
    }
  }

  /** The fields of an untagged series; one with a child of the same name waits for that. */
  private void writeFields(int at) throws IOException {
    Series parent = series.get(at);
    boolean children = hasChildren(at);
    for (Map.Entry<String, Number> field : parent.fields().entrySet()) {
      if (!children || !TreeOrder.contains(series, parent.name() + "." + field.getKey())) {
        json.writeFieldName(field.getKey());
        writeNumber(json, field.getValue());
      } else {
        String parentPath = path(open, open.length);
        hidden.put(
            parentPath.isEmpty() ? field.getKey() : parentPath + "." + field.getKey(),
            field.getValue());
      }
    }
  }

  private boolean hasChildren(int at) {
    String name = series.get(at).name();
    int next = at + 1;
    while (next < series.size() && series.get(next).name().equals(name)) {
      next++;
    }
    return next < series.size() && TreeOrder.isAtOrBelow(series.get(next).name(), name);
  }

  static void writeObject(JsonGenerator json, Series series) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Number> field : series.fields().entrySet()) {
      json.writeFieldName(field.getKey());
      writeNumber(json, field.getValue());
    }
    json.writeEndObject();
  }

  static void writeNumber(JsonGenerator json, Number number) throws IOException {
    if (number instanceof Long) {
      json.writeNumber(number.longValue());
    } else if (Double.isFinite(number.doubleValue())) {
      json.writeNumber(number.doubleValue());
    } else {
      json.writeNull();
    }
  }
}
