package io.tapes;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.recording.SafeAdder;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeReader;
import io.tapes.recording.StripeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The recording half of histograms and timers; any number of threads, lock-free.
 *
 * <p>The instruments extend it rather than hold it: one reference less to follow makes a record an
 * eighth cheaper.
 */
@SuppressWarnings("ReferenceEquality") // threads and stripes are compared by identity
abstract class DistributionRecorder extends TickedInstrument {
  /*
   * Counts are cumulative and never reset: a reader copies them and forms differences, so there is
   * nothing to flip, and no record can fall between two buffers.
   *
   * They are kept in stripes with one writer at a time. The first thread that records owns the
   * first stripe and writes it with plain stores, which cost less than any atomic operation. Other
   * threads claim a shared stripe for each record by one compare-and-set. Who collides there again
   * and again, or is the only one to use it, gets a stripe of its own: the second one, which like
   * the first is found without a detour, or one by its id. A thread that finds all shared stripes
   * claimed never waits: it adds one, so there are never more of them than threads were recording
   * at one moment. Virtual threads own nothing, they come and go; the stripe of a thread that ended
   * goes to the next one.
   *
   * The arrays of stripes are immutable and replaced by compare-and-set. A stripe that was in one
   * is in all later ones, so no count can get lost.
   */
  private static final VarHandle FIRST;
  private static final VarHandle SECOND;
  private static final VarHandle OWNED;
  private static final VarHandle SHARED;

  /** Looked up before it is caught, as in {@link SafeAdder}. */
  static final Class<?> FULL = OutOfMemoryError.class;

  private static final Stripe[] NO_OWNED = {Stripe.NONE};
  private static final Stripe[] NO_SHARED = {};

  /** As many as processors can be busy with one instrument, and some to spare; a power of two. */
  private static final int MOST_OWNED =
      Integer.highestOneBit(Math.max(8, 2 * Runtime.getRuntime().availableProcessors() - 1));

  /** So many collisions between two reads, or since the first record, are more than chance. */
  private static final int MANY_COLLISIONS = 64;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FIRST = lookup.findVarHandle(DistributionRecorder.class, "first", Stripe.class);
      SECOND = lookup.findVarHandle(DistributionRecorder.class, "second", Stripe.class);
      OWNED = lookup.findVarHandle(DistributionRecorder.class, "owned", Stripe[].class);
      SHARED = lookup.findVarHandle(DistributionRecorder.class, "shared", Stripe[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final StripeSource stripes;

  private Stripe first = Stripe.NONE;
  private Stripe second = Stripe.NONE;

  /** At the id of its owner modulo the length, a power of two. */
  private volatile Stripe[] owned = NO_OWNED;

  private volatile Stripe[] shared = NO_SHARED;

  /** Whether distributions were added since the last read; their sums may be anything. */
  private volatile boolean merged;

  /** Counted without care: it only has to become large at some time. */
  private int collisions;

  DistributionRecorder(StripeSource stripes, TickPhase phase, long startNanos) {
    super(phase, startNanos);
    this.stripes = stripes;
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
    Stripe stripe = at(owned, id);
    if (stripe.isOwnedBy(me)) {
      return stripe.record(index, value);
    }
    Stripe[] candidates = shared;
    stripe = candidates.length == 0 ? Stripe.NONE : candidates[start(candidates, id)];
    if (!stripe.tryClaim()) {
      return addAfterCollision(me, index, value);
    }
    boolean recorded = stripe.recordAndRelease(index, value);
    if (stripe.isKeptBy(id)) {
      ownIfThereIsMemory(me);
    }
    return recorded;
  }

  private void ownIfThereIsMemory(Thread me) {
    try {
      own(me);
    } catch (OutOfMemoryError full) {
      collisions = 0; // it will be tried again
    }
  }

  private boolean addAfterCollision(Thread me, int index, long value) {
    Stripe held;
    try {
      held = hold(me);
    } catch (OutOfMemoryError full) {
      return false;
    }
    return held.recordAndRelease(index, value);
  }

  /**
   * A stripe into which only this thread writes, until it releases it.
   *
   * @throws OutOfMemoryError if it takes memory and there is none
   */
  final Stripe borrow(Thread me) {
    if (first.isOwnedBy(me)) {
      return first;
    }
    if (second.isOwnedBy(me)) {
      return second;
    }
    int id = (int) me.getId();
    Stripe stripe = at(owned, id);
    if (stripe.isOwnedBy(me)) {
      return stripe;
    }
    Stripe[] candidates = shared;
    stripe = candidates.length == 0 ? Stripe.NONE : candidates[start(candidates, id)];
    return stripe.tryClaim() ? stripe : hold(me);
  }

  /** Makes a shared stripe that a thread has long been the only one to use its own. */
  final void keep(Stripe borrowed, Thread me) {
    if (!borrowed.isOwnedBy(me) && borrowed.isKeptBy((int) me.getId())) {
      ownIfThereIsMemory(me);
    }
  }

  StripeReader reader(Stripe one, Stripe two, Stripe[] ownedNow, Stripe[] sharedNow) {
    return new StripeReader(one, two, ownedNow, sharedNow);
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

  /** A stripe into which only this thread writes, until it releases it. */
  private Stripe hold(Thread me) {
    while (true) {
      Stripe[] candidates = shared;
      Stripe mine = owned(me);
      if (mine == null && candidates.length > 0 && ++collisions > MANY_COLLISIONS) {
        mine = own(me);
      }
      if (mine != null) {
        return mine;
      }
      int n = candidates.length;
      for (int i = 0, at = start(candidates, (int) me.getId()); i < n; i++) {
        if (candidates[at].tryClaim()) {
          return candidates[at];
        }
        at = at + 1 < n ? at + 1 : 0;
      }
      Stripe[] more = Arrays.copyOf(candidates, n + 1);
      more[n] = newStripe();
      more[n].tryClaim();
      if (SHARED.compareAndSet(this, candidates, more)) {
        return more[n];
      }
    }
  }

  /** The stripe that the thread owns, which may be the first one from now on; null if none. */
  private @Nullable Stripe owned(Thread me) {
    if (FIRST.getAcquire(this) == Stripe.NONE) {
      FIRST.compareAndSet(this, Stripe.NONE, newStripe());
    }
    if (first.isOwnedBy(me) || first.tryOwn(me)) {
      return first;
    }
    if (second.isOwnedBy(me)) {
      return second;
    }
    Stripe stripe = at(owned, (int) me.getId());
    return stripe.isOwnedBy(me) ? stripe : null;
  }

  /** A stripe that the thread owns from now on; null if there is no place for one. */
  final @Nullable Stripe own(Thread me) {
    if (SECOND.getAcquire(this) == Stripe.NONE) {
      SECOND.compareAndSet(this, Stripe.NONE, newStripe());
    }
    if (second.tryOwn(me)) {
      return second;
    }
    Stripe[] seen = owned;
    int id = (int) me.getId();
    if (at(seen, id) != Stripe.NONE && at(seen, id).tryOwn(me)) {
      return at(seen, id);
    }
    Stripe[] wide = seen.clone();
    while (at(wide, id) != Stripe.NONE) {
      if (wide.length == MOST_OWNED) {
        return null;
      }
      wide = twice(wide);
    }
    Stripe added = newStripe();
    wide[id & (wide.length - 1)] = added;
    return added.tryOwn(me) && OWNED.compareAndSet(this, seen, wide) ? added : null;
  }

  private Stripe newStripe() {
    return stripes.make();
  }

  private static Stripe[] twice(Stripe[] stripes) {
    Stripe[] wide = new Stripe[2 * stripes.length];
    Arrays.fill(wide, Stripe.NONE);
    for (int i = 0; i < stripes.length; i++) {
      Thread owner = stripes[i].owner();
      wide[owner == null ? i : (int) owner.getId() & (wide.length - 1)] = stripes[i];
    }
    return wide;
  }

  private static Stripe at(Stripe[] stripes, int id) {
    return stripes[id & (stripes.length - 1)];
  }

  /** Where a thread begins to look for a stripe that nobody has claimed. */
  private static int start(Stripe[] stripes, int id) {
    return stripes.length < 2 ? 0 : (id & Integer.MAX_VALUE) % stripes.length;
  }

  /**
   * Returns everything that was recorded, without a snapshot. It costs one pass over the buckets
   * that were touched, and leaves the readers' state alone.
   *
   * @return what was recorded before the call, perhaps some that overlaps it; its recent figures
   *     are those of all of it
   */
  public final DistributionValue distribution() {
    StripeReader reader =
        reader((Stripe) FIRST.getAcquire(this), (Stripe) SECOND.getAcquire(this), owned, shared);
    return new DistributionValue(reader.read(Distribution.empty()), scale()).sinceLast(null);
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

  /** How many recorded units are one shown unit. */
  double scale() {
    return 1;
  }

  /** How many values were recorded; it leaves the readers' state alone. */
  final long recorded() {
    long count =
        ((Stripe) FIRST.getAcquire(this)).window().total()
            + ((Stripe) SECOND.getAcquire(this)).window().total();
    for (Stripe stripe : owned) {
      count += stripe.window().total();
    }
    for (Stripe stripe : shared) {
      count += stripe.window().total();
    }
    return count;
  }

  /**
   * The cumulative distribution.
   *
   * @param previous what the last read returned; returned again when nothing was recorded since
   */
  final Distribution total(Distribution previous) {
    collisions = 0;
    boolean news = merged;
    if (news) {
      merged = false; // before the cells are read: what is added from here on says so again
    }
    StripeReader reader =
        reader((Stripe) FIRST.getAcquire(this), (Stripe) SECOND.getAcquire(this), owned, shared);
    return !news && reader.isUnchanged(previous) ? previous : reader.read(previous);
  }
}
