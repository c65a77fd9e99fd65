package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows a level of several fields as a gauge each. */
final class LevelParts {
  private LevelParts() {}

  static List<Series> of(Series series) {
    MetricKind kind = series.kind();
    if (kind.shape() != Shape.LEVEL || kind.fields().size() == 1) {
      return List.of(series);
    }
    List<Series> parts = new ArrayList<>();
    for (Map.Entry<String, Number> field : series.fields().entrySet()) {
      MetricInfo info =
          MetricInfo.of(series.name() + "." + field.getKey(), MetricKind.GAUGE)
              .described(unit(field.getValue()), series.info().description(), List.of());
      LevelValue value = new LevelValue(field.getValue().doubleValue());
      parts.add(Series.of(info, series.tags(), value).withStart(series.startMillis()));
    }
    return parts;
  }

  /** Of a long task timer: counts are whole numbers, times are not. */
  private static String unit(Number number) {
    return number instanceof Long ? "" : "seconds";
  }
}
