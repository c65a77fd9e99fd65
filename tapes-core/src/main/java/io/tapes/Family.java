package io.tapes;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All series of one name: one type, told apart by tags. Reads are lock-free. */
final class Family {
  private final MetricType type;
  private final Aggregation aggregation;

  /** Null until there is one: most families have none. */
  private volatile @Nullable ConcurrentHashMap<Tags, Instrument> tagged;

  /** Beside the map, because most series have no tags and are looked up by name alone. */
  private volatile @Nullable Instrument untagged;

  /** The aggregation matters to gauges only. */
  Family(MetricType type, Aggregation aggregation) {
    this.type = type;
    this.aggregation = aggregation;
  }

  Aggregation aggregation() {
    return aggregation;
  }

  /** Throws unless this is a family of that type and, where one is asked for, aggregation. */
  void require(String name, MetricType wanted, @Nullable Aggregation wantedAggregation) {
    requireType(name, wanted);
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

  private void requireType(String name, MetricType wanted) {
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

  MetricType type() {
    return type;
  }

  @Nullable Instrument get(Tags tags) {
    if (tags.isEmpty()) {
      return untagged;
    }
    ConcurrentHashMap<Tags, Instrument> known = tagged;
    return known == null ? null : known.get(tags);
  }

  /** Guarded, as the methods below, by the registry's lock. */
  void put(Tags tags, Instrument instrument) {
    if (tags.isEmpty()) {
      untagged = instrument;
      return;
    }
    ConcurrentHashMap<Tags, Instrument> known = tagged;
    if (known == null) {
      known = new ConcurrentHashMap<>(1);
      tagged = known;
    }
    known.put(tags, instrument);
  }

  void remove(Tags tags) {
    if (tags.isEmpty()) {
      untagged = null;
    } else if (tagged != null) {
      tagged.remove(tags);
    }
  }

  boolean isEmpty() {
    return untagged == null && (tagged == null || tagged.isEmpty());
  }
}
