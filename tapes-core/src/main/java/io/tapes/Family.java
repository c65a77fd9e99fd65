package io.tapes;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All series of one name: one type, told apart by tags. Reads are lock-free. */
final class Family {
  private final String name;
  private final MetricType type;
  private final Aggregation aggregation;
  private final ConcurrentHashMap<Tags, Instrument> tagged = new ConcurrentHashMap<>(1);

  /** Beside the map, because most series have no tags and are looked up by name alone. */
  private volatile @Nullable Instrument untagged;

  /** The aggregation matters to gauges only. */
  Family(String name, MetricType type, Aggregation aggregation) {
    this.name = name;
    this.type = type;
    this.aggregation = aggregation;
  }

  Aggregation aggregation() {
    return aggregation;
  }

  /** Throws unless this is a family of that type and, where one is asked for, aggregation. */
  void require(MetricType wanted, @Nullable Aggregation wantedAggregation) {
    requireType(wanted);
    if (wantedAggregation != null && wantedAggregation != aggregation) {
      throw new IllegalArgumentException(
          "gauge '"
              + name
              + "' is aggregated by "
              + aggregation
              + " and cannot be by "
              + wantedAggregation
              + " as well; ask for it with one aggregation everywhere");
    }
  }

  private void requireType(MetricType wanted) {
    if (wanted != type) {
      throw new IllegalArgumentException(
          "metric '"
              + name
              + "' is a "
              + type
              + " and cannot be a "
              + wanted
              + " as well; choose another name for the "
              + wanted);
    }
  }

  @Nullable Instrument get(Tags tags) {
    return tags.isEmpty() ? untagged : tagged.get(tags);
  }

  void put(Tags tags, Instrument instrument) {
    if (tags.isEmpty()) {
      untagged = instrument;
    } else {
      tagged.put(tags, instrument);
    }
  }
}
