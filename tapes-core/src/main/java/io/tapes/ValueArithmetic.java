package io.tapes;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the value records share. */
final class ValueArithmetic {
  private ValueArithmetic() {}

  /** The other operand as this type, or the sentence that says why not. */
  static <V extends MetricValue> V sameType(V mine, MetricValue other) {
    if (mine.type() != other.type()) {
      throw new IllegalArgumentException(
          "a "
              + mine.type()
              + " and a "
              + other.type()
              + " cannot be combined; rename one of them");
    }
    @SuppressWarnings("unchecked") // one record per type
    V same = (V) other;
    return same;
  }

  static Map<String, Number> fields(MetricType type, Number... values) {
    Map<String, Number> map = new LinkedHashMap<>(2 * values.length);
    for (int i = 0; i < values.length; i++) {
      map.put(type.fields().get(i), values[i]);
    }
    return map;
  }

  /** A later count less an earlier one; a count that fell began anew. */
  static long increase(long later, long earlier) {
    return later >= earlier ? later - earlier : later;
  }
}
