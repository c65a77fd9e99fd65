package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.SeriesId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** One gauge over all workers. Guarded by itself; any thread. */
final class GaugeSeries {
  private final SeriesId id;
  private final Aggregation aggregation;
  private final Map<Presence, Double> values = new HashMap<>(4);
  private OptionalDouble ended = OptionalDouble.empty();

  GaugeSeries(SeriesId id, Aggregation aggregation) {
    this.id = id;
    this.aggregation = aggregation;
  }

  SeriesId id() {
    return id;
  }

  Aggregation aggregation() {
    return aggregation;
  }

  synchronized void set(Presence worker, double value) {
    values.put(worker, value);
  }

  synchronized void withdraw(Presence worker) {
    values.remove(worker);
  }

  /** Folds the worker's value into that of all ended workers, unless only living ones count. */
  synchronized void end(Presence worker) {
    Double value = values.remove(worker);
    if (value != null && !aggregation.isLive()) {
      ended = OptionalDouble.of(with(ended, value));
    }
  }

  synchronized boolean isEmpty() {
    return values.isEmpty() && ended.isEmpty();
  }

  /** The value of all workers together, empty when none takes part. */
  synchronized OptionalDouble combined() {
    OptionalDouble result = ended;
    for (Map.Entry<Presence, Double> value : values.entrySet()) {
      if (!aggregation.isLive() || value.getKey().isLive()) {
        result = OptionalDouble.of(with(result, value.getValue()));
      }
    }
    return result;
  }

  /** A worker whose source says that it does not know must not hide what the others know. */
  private double with(OptionalDouble some, double value) {
    if (some.isEmpty() || Double.isNaN(some.getAsDouble())) {
      return value;
    }
    return Double.isNaN(value)
        ? some.getAsDouble()
        : aggregation.combine(some.getAsDouble(), value);
  }
}
