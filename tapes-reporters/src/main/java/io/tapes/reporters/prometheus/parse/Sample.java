package io.tapes.reporters.prometheus.parse;

import io.tapes.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line with a number.
 *
 * @param name as it stands there
 * @param labels by their names, without empty ones
 * @param number the text of its number
 * @param timestamp in the unit of the format; null where there is none
 * @param hasExemplar whether an exemplar stands behind it
 */
record Sample(
    String name,
    Map<String, String> labels,
    String number,
    @Nullable Double timestamp,
    boolean hasExemplar) {

  /** The labels but one, which tells the parts of a series apart. */
  Tags tagsWithout(String own) {
    if (!labels.containsKey(own)) {
      return Tags.of(labels);
    }
    Map<String, String> others = new LinkedHashMap<>(labels);
    others.remove(own);
    return Tags.of(others);
  }

  /** A label that the type of its family asks for. */
  String label(String key) throws Malformed {
    String value = labels.get(key);
    if (value == null) {
      throw new Malformed(
          "sample " + Malformed.shown(name) + " has no label '" + key + "'; it needs one");
    }
    return value;
  }
}
