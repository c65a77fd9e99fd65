package io.tapes.micrometer;

import io.tapes.Aggregation;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.Tags;
import io.tapes.support.ForeignNames;
import java.util.List;

/** The gauge that stands beside a timer or a summary; made again only when its value changes. */
final class ShownMaximum {
  private ShownMaximum() {}

  /**
   * The gauge of a value.
   *
   * @param meter what is said of the meter
   * @param tags those of the meter
   */
  static Series of(MetricInfo meter, Tags tags, double value) {
    String name = meter.name();
    String unit = meter.unit();
    String shown =
        unit.isEmpty() || name.endsWith("." + unit) || name.endsWith("_" + unit)
            ? name
            : name + "." + ForeignNames.dotted(unit);
    MetricInfo info =
        new MetricInfo(shown + ".max", MetricKind.GAUGE, Aggregation.LIVE_MAX)
            .described("", meter.description(), List.of());
    return Series.of(info, tags, new LevelValue(value));
  }
}
