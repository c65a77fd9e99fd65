package io.tapes;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Combines the values that several processes hold for one gauge, as its {@link Aggregation} says:
 * the one place where that is done. The order in which they are added does not matter, apart from
 * the rounding of sums.
 *
 * <p>One thread at a time may use an instance.
 */
public final class LevelMerge {
  /*
   * The most recent value is the one with the latest time. Two processes may have set theirs within
   * one millisecond: the holder's name decides then, so that every snapshot decides alike, whatever
   * the order of a map; and between two values without a holder the greater one.
   */
  private final Aggregation by;
  private @Nullable LevelValue merged;
  private String holder = "";

  /** Of a mean: the sum of all values, each as often as it weighs. */
  private double sum;

  private long weight;

  /**
   * Creates a merge of no values.
   *
   * @param by how they are combined
   */
  public LevelMerge(Aggregation by) {
    this.by = by;
  }

  /**
   * Adds a value. One that is not a number takes no part unless there is no other.
   *
   * @param value what a process holds, or several hold together
   * @param from a name for who holds it, the same in every snapshot; empty where that is not known
   * @return this merge
   */
  public LevelMerge add(LevelValue value, String from) {
    LevelValue before = merged;
    if (before != null
        && before.basis() instanceof Peaks peaks
        && value.basis() instanceof Peaks more) {
      double greater = Math.max(orLeast(before.value()), orLeast(value.value()));
      double shown = Double.isNaN(before.value()) ? value.value() : greater;
      merged = new LevelValue(shown, 0, 1, peaks.plus(more));
    } else if (before == null || Double.isNaN(before.value())) {
      begin(value, from);
    } else if (!Double.isNaN(value.value())) {
      merge(before, value, from);
    }
    return this;
  }

  private static double orLeast(double value) {
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  private void begin(LevelValue value, String from) {
    merged = value;
    holder = from;
    sum = value.value() * value.weight();
    weight = value.weight();
  }

  private void merge(LevelValue before, LevelValue value, String from) {
    if (before.basis() instanceof Elapsed clocks
        && value.basis() instanceof Elapsed more
        && !by.isMostRecent()) {
      merge(clocks, before, more, value);
      return;
    }
    switch (by) {
      case SUM, LIVE_SUM -> merged = new LevelValue(before.value() + value.value());
      case MAX, LIVE_MAX -> merged = new LevelValue(Math.max(before.value(), value.value()));
      case MIN, LIVE_MIN -> merged = new LevelValue(Math.min(before.value(), value.value()));
      case MEAN, LIVE_MEAN -> {
        sum += value.value() * value.weight();
        weight += value.weight();
        merged = new LevelValue(sum / weight, 0, weight);
      }
      case ALL, LIVE_ALL, MOST_RECENT, LIVE_MOST_RECENT -> {
        if (isAfter(value, from, before)) {
          begin(value, from);
        }
      }
    }
  }

  /** Clocks may have been read at different moments: they are compared by their starts. */
  private void merge(Elapsed clocks, LevelValue before, Elapsed more, LevelValue value) {
    boolean younger = more.earliestMillis() > clocks.earliestMillis();
    switch (by) {
      case MAX, LIVE_MAX -> merged = younger ? before : value;
      case MIN, LIVE_MIN -> merged = younger ? value : before;
      default -> merged = LevelValue.of(clocks.plus(more));
    }
  }

  private boolean isAfter(LevelValue value, String from, LevelValue before) {
    if (value.changedMillis() != before.changedMillis()) {
      return value.changedMillis() > before.changedMillis();
    }
    int order = from.compareTo(holder);
    return order == 0 ? Double.compare(value.value(), before.value()) > 0 : order > 0;
  }

  /**
   * Returns the combined value.
   *
   * @return empty if none was added
   */
  public Optional<LevelValue> value() {
    return Optional.ofNullable(merged);
  }

  /**
   * Returns who holds the value that was set most recently.
   *
   * @return the name that it was added with; empty where the values of several became one
   */
  public String holder() {
    return by.isMostRecent() ? holder : "";
  }
}
