package io.tapes;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The part of an instrument that keeps exemplars; see {@link ExemplarStore}. Most instruments have
 * none, and are asked for them by each record: instruments extend this, so that the answer is in a
 * field of theirs.
 */
abstract class ExemplarKeeper {
  private static final AtomicReferenceFieldUpdater<ExemplarKeeper, @Nullable ExemplarStore> STORE =
      AtomicReferenceFieldUpdater.newUpdater(ExemplarKeeper.class, ExemplarStore.class, "store");

  private @Nullable ExemplarSampler sampler;

  /** Null while there is neither a source of exemplars nor one that was given. */
  private volatile @Nullable ExemplarStore store;

  ExemplarKeeper() {}

  /**
   * Returns what is said of the metric.
   *
   * @return the same for all its series
   */
  public abstract MetricInfo info();

  /** Has exemplars kept from now on, before other threads see the instrument. */
  final void keepExemplars(ExemplarSampler newSampler) {
    sampler = newSampler;
    if (newSampler.hasSource()) {
      store = ExemplarStore.of(info().kind(), newSampler);
    }
  }

  /**
   * Asks the source about a record that was made, if there is one.
   *
   * @param shown what was recorded, as it is shown
   */
  final void sample(double shown) {
    ExemplarStore to = store;
    if (to != null) {
      to.sample(shown);
    }
  }

  /**
   * Keeps the exemplar of a record that was made.
   *
   * @param shown what was recorded, as it is shown
   */
  final void keepExemplar(Exemplar given, double shown) {
    ExemplarStore to = storeIfThereIsMemory();
    if (to != null) {
      to.put(given, shown);
    }
  }

  /** Made for the first exemplar that is given; null also for instruments without any. */
  private @Nullable ExemplarStore storeIfThereIsMemory() {
    ExemplarStore known = store;
    ExemplarSampler by = sampler;
    if (known != null || by == null) {
      return known;
    }
    try {
      STORE.compareAndSet(this, null, ExemplarStore.of(info().kind(), by));
    } catch (OutOfMemoryError full) {
      by.failed(full);
    }
    return store;
  }

  /**
   * Returns the exemplars that are kept now, without a snapshot.
   *
   * @return none of an instrument that has none
   */
  public final Exemplars exemplars() {
    ExemplarStore of = store;
    return of == null ? Exemplars.none() : of.now();
  }

  /**
   * Keeps exemplars that were recorded elsewhere, such as in another process: of each range of
   * values the newest of those and its own. Does nothing on an instrument without exemplars.
   *
   * @param recorded with values and times; one that is dated more than an hour ahead is dropped and
   *     counted
   */
  public final void mergeExemplars(Exemplars recorded) {
    ExemplarStore to = recorded.isEmpty() ? null : storeIfThereIsMemory();
    if (to != null) {
      to.merge(recorded);
    }
  }

  /** Takes note of them before the value is read: so it holds the records that these are of. */
  final void readExemplars() {
    ExemplarStore of = store;
    if (of != null) {
      of.read();
    }
  }

  /** Those that were taken note of last. */
  final Exemplars lastExemplars() {
    ExemplarStore of = store;
    return of == null ? Exemplars.none() : of.last();
  }
}
