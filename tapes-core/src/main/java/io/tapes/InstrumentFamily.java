package io.tapes;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All series of one name: one kind, told apart by tags. Reads are lock-free. */
final class InstrumentFamily {
  /** Beside the description, which may change: each look-up compares it. */
  private final MetricKind kind;

  private volatile MetricInfo info;

  /** That of another kind with the same name. */
  private volatile @Nullable InstrumentFamily next;

  /** Null until there is one: most families have none. */
  private volatile @Nullable ConcurrentHashMap<Tags, Instrument> tagged;

  /** Beside the map, because most series have no tags and are looked up by name alone. */
  private volatile @Nullable Instrument untagged;

  InstrumentFamily(MetricInfo info) {
    this.kind = info.kind();
    this.info = info;
  }

  MetricInfo info() {
    return info;
  }

  @Nullable InstrumentFamily next() {
    return next;
  }

  /** Guarded by the registry's lock. */
  void next(@Nullable InstrumentFamily other) {
    next = other;
  }

  /**
   * Takes what else is said of the metric where nothing was said before; guarded by the registry's
   * lock.
   *
   * @return whether it contradicts what was said before, which stays
   */
  boolean describe(MetricInfo more) {
    MetricInfo known = info;
    info = known.or(more);
    return known.contradicts(more);
  }

  /** Whether everything that is said of the metric there is known here. */
  boolean isDescribed(MetricInfo more) {
    MetricInfo known = info;
    return known.or(more).equals(known) && !known.contradicts(more);
  }

  /** Says that what has this kind cannot have another one. */
  IllegalArgumentException clash(Object metric, MetricKind wanted) {
    return new IllegalArgumentException(
        "metric '"
            + metric
            + "' is a "
            + kind
            + " and cannot be a "
            + wanted
            + " as well; choose another name for the "
            + wanted);
  }

  MetricKind kind() {
    return kind;
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
