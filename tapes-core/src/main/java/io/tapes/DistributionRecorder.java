package io.tapes;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.DecayingDistribution;
import io.tapes.distribution.DecayingReader;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.Ticks;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeSource;
import org.jspecify.annotations.Nullable;

/**
 * What histograms and timers have in common; any number of threads, recording is lock-free.
 *
 * <p>The instruments extend it, and it the stripes, rather than hold them: one reference less to
 * follow makes a record an eighth cheaper.
 */
@SuppressWarnings("ReferenceEquality") // the same instance means unchanged
abstract class DistributionRecorder extends RecorderStripes {
  /** Made when there is something to read. */
  private @Nullable DecayingReader recent;

  DistributionRecorder(StripeSource stripes, TickPhase phase, long startNanos) {
    super(stripes, phase, startNanos);
  }

  /**
   * Records one value of at least 0.
   *
   * @return false if nothing was recorded: it takes memory, and there is none
   */
  final boolean add(long value) {
    return add(Buckets.index(value), value);
  }

  /** The same with any value. */
  final boolean addSigned(long value) {
    return add(value >= 0 ? Buckets.index(value) : ~Buckets.index(~value), value);
  }

  private boolean add(int index, long value) {
    Thread me = Thread.currentThread();
    Stripe stripe = first;
    if (stripe.isOwnedBy(me)) {
      return stripe.record(index, value);
    }
    stripe = second;
    if (stripe.isOwnedBy(me)) {
      return stripe.record(index, value);
    }
    return addElsewhere(me, index, value);
  }

  private boolean addElsewhere(Thread me, int index, long value) {
    int id = (int) me.getId();
    Stripe stripe = StripeArrays.at(owned, id);
    if (stripe.isOwnedBy(me)) {
      return stripe.record(index, value);
    }
    Stripe[] candidates = shared;
    stripe = candidates.length == 0 ? Stripe.NONE : candidates[StripeArrays.start(candidates, id)];
    if (!stripe.tryClaim()) {
      return addAfterCollision(me, index, value);
    }
    boolean recorded = stripe.recordAndRelease(index, value);
    if (stripe.isKeptBy(id)) {
      ownIfThereIsMemory(me);
    }
    return recorded;
  }

  private boolean addAfterCollision(Thread me, int index, long value) {
    Stripe held = tryHold(me);
    return held != null && held.recordAndRelease(index, value);
  }

  /** Adds every value of a distribution that was recorded elsewhere. */
  final void addAll(Distribution other) {
    if (other.count() == 0) {
      return;
    }
    Stripe held = hold(Thread.currentThread());
    try {
      held.mergeAndRelease(other);
    } finally {
      merged = true;
    }
  }

  /**
   * Returns everything that was recorded, without a snapshot. It costs one pass over the buckets
   * that were touched, and leaves the readers' state alone.
   *
   * @return what was recorded before the call, perhaps some that overlaps it; its recent figures
   *     are those of all of it
   */
  public final DistributionValue distribution() {
    double scale = nothing().scale();
    return new DistributionValue(reader().read(Distribution.empty()), scale).sinceLast(null);
  }

  /**
   * Returns how many values were recorded, without a snapshot. It costs one pass over the buckets
   * that were touched.
   *
   * @return those recorded before the call, perhaps some that overlap it
   */
  public final long count() {
    return recorded();
  }

  /**
   * Returns the sum of what was recorded, without a snapshot; see {@link #distribution}.
   *
   * @return in shown units, which are seconds for timers
   */
  public final double total() {
    return distribution().sum();
  }

  /**
   * Returns the largest value that was ever recorded, without a snapshot; see {@link
   * #distribution}.
   *
   * @return in shown units, which are seconds for timers; 0 if there is none
   */
  public final double max() {
    return distribution().max();
  }

  /** The value before anything is recorded, always the same instance. */
  abstract DistributionValue nothing();

  /**
   * The rates of the recordings; under the lock.
   *
   * @param last what the last reading had
   * @param more how many were recorded since
   */
  Rates rates(Rates last, long more, Ticks ticks) {
    return last;
  }

  @Override
  synchronized DistributionValue read(long nanos, long wallMillis) {
    Ticks ticks = ticksUntil(nanos, wallMillis);
    DistributionValue last = known(nothing());
    if (hasEnded()) {
      return last;
    }
    Distribution total = total(last.total());
    if (total.count() == 0) {
      return last;
    }
    if (recent == null) {
      recent = new DecayingReader();
    }
    DecayingDistribution now = recent.read(last.recent(), last.total(), total, ticks);
    Rates rates = rates(last.rates(), total.count() - last.total().count(), ticks);
    return total == last.total() && now == last.recent() && rates == last.rates()
        ? last
        : keep(new DistributionValue(total, now, rates, last.scale()));
  }
}
