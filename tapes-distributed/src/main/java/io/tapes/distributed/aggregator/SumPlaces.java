package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which series of workers have a sum of their own. The I/O thread. */
final class SumPlaces {
  /*
   * As in a local registry, where a series takes a place when it is asked for first; beyond the
   * limit it is recorded into one for all that have none. What an aggregator and the registries of
   * its workers count of themselves takes no place, and neither do those for the rest; what they
   * count by the names of metrics (tapes.dropped.records) does, for many workers have many names.
   */
  private static final String OVERFLOW = "tapes.overflow";
  private static final Tags OVERFLOW_TAGS = Tags.of(OVERFLOW, "true");
  private static final Set<String> FREE =
      Set.of(
          "tapes.counter.decrements",
          "tapes.dropped",
          OVERFLOW,
          "tapes.exemplar.errors",
          "tapes.gauge.errors",
          "tapes.gauge.replaced",
          "tapes.metadata.conflicts",
          "tapes.removed.lost",
          "tapes.source.errors",
          "tapes.blackbox.outside",
          "tapes.blackbox.recovered",
          "tapes.blackbox.rejected",
          "tapes.connections.failed",
          "tapes.connections.refused",
          "tapes.connections.broken",
          "tapes.resyncs",
          "tapes.resends",
          "tapes.frames",
          "tapes.frames.rejected",
          "tapes.frames.stale",
          "tapes.conflicts",
          "tapes.memory.refused",
          "tapes.series.expired",
          "tapes.socket.rebound",
          "tapes.state.written",
          "tapes.state.errors",
          "tapes.workers",
          "tapes.workers.lost",
          "tapes.workers.refused");

  private final int most;
  private final MemoryBudget budget;
  private final Counter overflow;
  private final Map<SeriesId, Sum> known = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  /** Who was given a place last. */
  private @Nullable SeriesId latest;

  SumPlaces(int most, MemoryBudget budget, Counter overflow) {
    this.most = most;
    this.budget = budget;
    this.overflow = overflow;
  }

  /** Where a series is summed up: under its own id, or with all that have no place. */
  SeriesId of(SeriesId id, MetricKind kind) {
    latest = null;
    if (known.containsKey(id) || isFree(id)) {
      return id;
    }
    if (known.size() < most && budget.take(MemoryBudget.ofSum(id))) {
      known.put(id, new Sum(budget, MemoryBudget.ofSum(id)));
      names.merge(id.name(), 1, Integer::sum);
      latest = id;
      return id;
    }
    overflow.increment();
    String name = names.containsKey(id.name()) ? id.name() : OVERFLOW + "." + kind;
    return new SeriesId(name, OVERFLOW_TAGS);
  }

  /** Whether it is a figure of an aggregator or a registry about itself, or for the rest. */
  boolean isFree(SeriesId id) {
    return id.tags().isEmpty()
        ? FREE.contains(id.name())
        : id.tags().equals(OVERFLOW_TAGS)
            && (names.containsKey(id.name()) || isForTheRest(id.name()));
  }

  private static boolean isForTheRest(String name) {
    for (MetricKind kind : MetricKind.values()) {
      if (name.equals(OVERFLOW + "." + kind)) {
        return true;
      }
    }
    return false;
  }

  /** More values of a distribution were added up. */
  void grow(SeriesId id, Distribution added) {
    Sum sum = known.get(id);
    if (sum != null) {
      sum.cover(added);
    }
  }

  /** Whether a series is summed up under its own id. */
  boolean has(SeriesId id) {
    return known.containsKey(id);
  }

  /** Takes the memory for so many exemplars beside a sum; false if there is none to spare. */
  boolean holdExemplars(SeriesId id, int count) {
    Sum sum = known.get(id);
    return sum != null && sum.holdExemplars(count);
  }

  /** What a sum takes: more, the more buckets it spans. */
  private static final class Sum {
    private static final int BLOCK = 32;

    private final MemoryBudget budget;
    private long bytes;
    private int exemplars;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;

    /** Of doubles, which lie far apart and have their cells in blocks. */
    private final Set<Integer> blocks = new HashSet<>(0);

    Sum(MemoryBudget budget, long bytes) {
      this.budget = budget;
      this.bytes = bytes;
    }

    void cover(Distribution added) {
      long more =
          MemoryBudget.PER_BUCKET_OF_SUM
              * (added.table() == BucketTable.LONGS
                  ? span(added.bucketIndex(0), added.bucketIndex(added.bucketCount() - 1))
                  : newBlocks(added) * BLOCK);
      bytes += more;
      budget.add(more);
    }

    boolean holdExemplars(int count) {
      long more = MemoryBudget.PER_EXEMPLAR * Math.max(0, count - exemplars);
      if (more > 0 && !budget.takeSpare(more)) {
        return false;
      }
      exemplars = Math.max(exemplars, count);
      bytes += more;
      return true;
    }

    private long span(int from, int to) {
      long before = last < first ? 0 : last - first + 1L;
      first = Math.min(first, from);
      last = Math.max(last, to);
      return last - first + 1L - before;
    }

    private long newBlocks(Distribution added) {
      long before = blocks.size();
      for (int i = 0; i < added.bucketCount(); i++) {
        blocks.add(Math.floorDiv(added.bucketIndex(i), BLOCK));
      }
      return blocks.size() - before;
    }

    void release() {
      budget.add(-bytes);
    }
  }

  /** The series was refused: if it was given a place for that, it is free again. */
  void giveBack(SeriesId id) {
    if (id.equals(latest)) {
      remove(id);
    }
  }

  /** The series is no longer there. */
  void remove(SeriesId id) {
    Sum sum = known.remove(id);
    if (sum != null) {
      sum.release();
      names.computeIfPresent(id.name(), (name, count) -> count == 1 ? null : count - 1);
    }
  }
}
