package io.tapes;

import io.tapes.recording.SafeAdder;
import io.tapes.support.LogLimiter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts the records that instruments had to drop, in total and by metric. Any thread may add;
 * {@link #show} and {@link #log} are for readers.
 */
final class DroppedRecords {
  /*
   * Adding neither logs nor makes a series: recording does no I/O and takes no lock. Readers
   * do both when something was dropped since the last look. Counts are kept for a bounded number of
   * names, and the metrics with the most become series. Once shown a metric stays, because a series
   * that goes and comes back would be counted again by those who add series up over processes; so
   * the number of series is bounded as well. The total has them all.
   */
  static final int MOST_NAMES = 1_000;
  static final int MOST_SHOWN = 50;
  private static final int TOP = 10;

  /** Looked up before it is caught, as in {@link SafeAdder}. */
  static final Class<?> FULL = OutOfMemoryError.class;

  private static final int TOP_IN_LOG = 5;

  private final Counter total;
  private final LogLimiter log;
  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, Counter> shown = new LinkedHashMap<>();
  private volatile long seen;

  DroppedRecords(Counter total, LogLimiter log) {
    this.total = total;
    this.log = log;
  }

  void add(Instrument from) {
    total.increment();
    try {
      String name = from.id().name();
      LongAdder count = counts.get(name);
      if (count == null && counts.size() < MOST_NAMES) {
        counts.putIfAbsent(name, new LongAdder());
        count = counts.get(name);
      }
      if (count != null) {
        count.increment();
      }
    } catch (OutOfMemoryError full) {
      return; // the total has it
    }
  }

  /** Whether records were dropped that {@link #show} does not know of. */
  boolean hasNews() {
    return total.value() != seen;
  }

  /**
   * Brings the series of the metrics that dropped most up to date. Under the registry's lock.
   *
   * @param series makes the series of a metric's name
   */
  void show(Function<String, Counter> series) {
    seen = total.value();
    for (String name : top(TOP)) {
      if (shown.size() < MOST_SHOWN) {
        shown.computeIfAbsent(name, series);
      }
    }
    shown.forEach((name, counter) -> counter.increment(count(name) - counter.value()));
  }

  /** Tells the log what was dropped, at most once a minute. */
  void log() {
    log.warn(
        "records were dropped, "
            + seen
            + " so far, most of "
            + top(TOP_IN_LOG).stream()
                .map(name -> "'" + name + "' (" + count(name) + ")")
                .collect(Collectors.joining(", "))
            + "; record nothing that is negative, not a number or out of range, set no gauge that has"
            + " a source, and leave memory for new values",
        null);
  }

  /** The names with the highest counts, the highest first. */
  private List<String> top(int limit) {
    List<Map.Entry<String, Long>> all = new ArrayList<>();
    counts.forEach((name, count) -> all.add(Map.entry(name, count.sum())));
    all.sort(
        Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey));
    return all.stream().limit(limit).map(Map.Entry::getKey).toList();
  }

  private long count(String name) {
    LongAdder count = counts.get(name);
    return count == null ? 0 : count.sum();
  }
}
