package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Keeps the exemplars of one instrument: of each range of values the newest. */
final class ExemplarStore {
  /*
   * Any thread puts and samples, lock-free; a reader at a time collects. Memory is bounded by the
   * number of ranges, and nothing is written by a record that is given no exemplar and finds none
   * due, so that threads which record side by side share only what they read.
   *
   * A record is counted before its exemplar is put, and read after it: a reader that sees an
   * exemplar sees its record.
   */
  private final ExemplarSampler sampler;
  private final AtomicReferenceArray<@Nullable Exemplar> kept;

  /** From when on the source is asked for a range; null without a source. */
  private final @Nullable AtomicLongArray dueNanos;

  private volatile boolean changed;
  private volatile Exemplars last = Exemplars.none();

  /**
   * Keeps nothing yet.
   *
   * @param ranges 1 for the newest of all, or {@link Exemplars#MAX_RANGES}
   */
  private ExemplarStore(ExemplarSampler sampler, int ranges) {
    this.sampler = sampler;
    this.kept = new AtomicReferenceArray<>(ranges);
    if (sampler.hasSource()) {
      long now = sampler.nanoTime();
      dueNanos = new AtomicLongArray(ranges);
      for (int i = 0; i < ranges; i++) {
        dueNanos.setPlain(i, now);
      }
    } else {
      dueNanos = null;
    }
  }

  /** The store of a kind of instruments; of sums the newest exemplar is all that is shown. */
  static ExemplarStore of(MetricKind kind, ExemplarSampler sampler) {
    return new ExemplarStore(sampler, kind.shape() == Shape.SUM ? 1 : Exemplars.MAX_RANGES);
  }

  /** Whether instruments of a kind have exemplars: those whose formats can show them. */
  static boolean isFor(MetricKind kind) {
    return switch (kind) {
      case COUNTER, DOUBLE_COUNTER, HISTOGRAM, DOUBLE_HISTOGRAM, TIMER -> true;
      default -> false;
    };
  }

  /** Asks the source about a record, if that is due. */
  void sample(double value) {
    AtomicLongArray due = dueNanos;
    if (due == null) {
      return;
    }
    int range = range(value);
    long now = sampler.nanoTime();
    if (now - due.get(range) < 0 || !sampler.tryEnter(now)) {
      return;
    }
    due.set(range, now + sampler.intervalNanos());
    Exemplar given = sampler.askAndLeave(now);
    if (given != null) {
      put(given, value);
    }
  }

  /** Keeps the exemplar of a record. */
  void put(Exemplar given, double value) {
    Exemplar recorded = sampler.recorded(given, value);
    if (recorded != null) {
      keep(recorded);
    }
  }

  /** Keeps what was recorded elsewhere. */
  void merge(Exemplars recorded) {
    for (Exemplar one : recorded) {
      if (sampler.isPlausible(one)) {
        keep(one);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // which instance is there
  private void keep(Exemplar recorded) {
    int range = range(recorded.value());
    Exemplar before = kept.get(range);
    while (Exemplars.newer(before, recorded) == recorded && before != recorded) {
      Exemplar seen = kept.compareAndExchange(range, before, recorded);
      if (seen == before) {
        changed = true;
        return;
      }
      before = seen;
    }
  }

  private int range(double value) {
    return kept.length() == 1 ? 0 : Exemplars.range(value);
  }

  /** Takes note of what is kept now, before the value of the series is read. */
  synchronized void read() {
    if (changed) {
      changed = false; // before they are read: what is put from here on says so again
      last = now();
    }
  }

  /** All that are kept now. */
  Exemplars now() {
    List<Exemplar> all = new ArrayList<>();
    for (int i = 0; i < kept.length(); i++) {
      Exemplar one = kept.get(i);
      if (one != null) {
        all.add(one);
      }
    }
    return Exemplars.ofRanges(all);
  }

  /** What was read last; the same instance as before if nothing changed. */
  Exemplars last() {
    return last;
  }
}
