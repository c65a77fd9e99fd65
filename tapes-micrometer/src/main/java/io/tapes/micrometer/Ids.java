package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Tags;
import io.tapes.support.ForeignNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names, tags and descriptions of meters as Tapes has them. */
final class Ids {
  private Ids() {}

  /** What is said of a meter; the kind is no matter. */
  static MetricInfo info(String name, Meter.Id id) {
    return MetricInfo.of(ForeignNames.dotted(name), MetricKind.GAUGE)
        .described(cut(id.getBaseUnit()), cut(id.getDescription()), List.of());
  }

  static Tags tags(List<Tag> tags) {
    if (tags.isEmpty()) {
      return Tags.empty();
    }
    String[] pairs = new String[2 * tags.size()];
    for (int i = 0; i < tags.size(); i++) {
      pairs[2 * i] = ForeignNames.dotted(tags.get(i).getKey());
      pairs[2 * i + 1] = tags.get(i).getValue();
    }
    return Tags.of(pairs);
  }

  /** A text of any length, which must not cost the meter. */
  private static String cut(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.length() <= MetricInfo.MAX_TEXT ? text : text.substring(0, MetricInfo.MAX_TEXT);
  }
}
