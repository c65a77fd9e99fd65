package io.tapes;

import io.tapes.distribution.Distribution;
import io.tapes.recording.SafeAdder;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeReader;
import io.tapes.recording.StripeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The stripes of a recorder: any number of threads find, claim and own them, lock-free. */
@SuppressWarnings("ReferenceEquality") // threads and stripes are compared by identity
abstract class RecorderStripes extends TickedInstrument {
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

  /** So many collisions between two reads, or since the first record, are more than chance. */
  private static final int MANY_COLLISIONS = 64;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FIRST = lookup.findVarHandle(RecorderStripes.class, "first", Stripe.class);
      SECOND = lookup.findVarHandle(RecorderStripes.class, "second", Stripe.class);
      OWNED = lookup.findVarHandle(RecorderStripes.class, "owned", Stripe[].class);
      SHARED = lookup.findVarHandle(RecorderStripes.class, "shared", Stripe[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final StripeSource stripes;

  Stripe first = Stripe.NONE;
  Stripe second = Stripe.NONE;

  /** At the id of its owner modulo the length, a power of two. */
  volatile Stripe[] owned = StripeArrays.NO_OWNED;

  volatile Stripe[] shared = StripeArrays.NO_SHARED;

  /** Whether distributions were added since the last read; their sums may be anything. */
  volatile boolean merged;

  /** Counted without care: it only has to become large at some time. */
  private int collisions;

  RecorderStripes(StripeSource stripes, TickPhase phase, long startNanos) {
    super(phase, startNanos);
    this.stripes = stripes;
  }

  final void ownIfThereIsMemory(Thread me) {
    try {
      own(me);
    } catch (OutOfMemoryError full) {
      collisions = 0; // it will be tried again
    }
  }

  /**
   * A stripe into which only this thread writes, until it releases it; null if it takes memory and
   * there is none.
   */
  final @Nullable Stripe borrow(Thread me) {
    if (first.isOwnedBy(me)) {
      return first;
    }
    if (second.isOwnedBy(me)) {
      return second;
    }
    int id = (int) me.getId();
    Stripe stripe = StripeArrays.at(owned, id);
    if (stripe.isOwnedBy(me)) {
      return stripe;
    }
    Stripe[] candidates = shared;
    stripe = candidates.length == 0 ? Stripe.NONE : candidates[StripeArrays.start(candidates, id)];
    return stripe.tryClaim() ? stripe : tryHold(me);
  }

  /** Makes a shared stripe that a thread has long been the only one to use its own. */
  final void keep(Stripe borrowed, Thread me) {
    if (!borrowed.isOwnedBy(me) && borrowed.isKeptBy((int) me.getId())) {
      ownIfThereIsMemory(me);
    }
  }

  /** Begins a reading of all stripes that there are. */
  final StripeReader reader() {
    return reader((Stripe) FIRST.getAcquire(this), (Stripe) SECOND.getAcquire(this), owned, shared);
  }

  StripeReader reader(Stripe one, Stripe two, Stripe[] ownedNow, Stripe[] sharedNow) {
    return new StripeReader(one, two, ownedNow, sharedNow);
  }

  /** As {@link #hold}; null if it takes memory and there is none. */
  final @Nullable Stripe tryHold(Thread me) {
    try {
      return hold(me);
    } catch (OutOfMemoryError full) {
      return null;
    }
  }

  /**
   * A stripe into which only this thread writes, until it releases it, after it found those that it
   * looks at first claimed.
   */
  final Stripe hold(Thread me) {
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
      for (int i = 0, at = StripeArrays.start(candidates, (int) me.getId()); i < n; i++) {
        if (candidates[at].tryClaim()) {
          return candidates[at];
        }
        at = at + 1 < n ? at + 1 : 0;
      }
      Stripe[] more = Arrays.copyOf(candidates, n + 1);
      more[n] = stripes.make();
      more[n].tryClaim();
      if (SHARED.compareAndSet(this, candidates, more)) {
        return more[n];
      }
    }
  }

  /** The stripe that the thread owns, which may be the first one from now on; null if none. */
  private @Nullable Stripe owned(Thread me) {
    if (FIRST.getAcquire(this) == Stripe.NONE) {
      FIRST.compareAndSet(this, Stripe.NONE, stripes.make());
    }
    if (first.isOwnedBy(me) || first.tryOwn(me)) {
      return first;
    }
    if (second.isOwnedBy(me)) {
      return second;
    }
    Stripe stripe = StripeArrays.at(owned, (int) me.getId());
    return stripe.isOwnedBy(me) ? stripe : null;
  }

  /** A stripe that the thread owns from now on; null if there is no place for one. */
  final @Nullable Stripe own(Thread me) {
    if (SECOND.getAcquire(this) == Stripe.NONE) {
      SECOND.compareAndSet(this, Stripe.NONE, stripes.make());
    }
    if (second.tryOwn(me)) {
      return second;
    }
    Stripe[] seen = owned;
    int id = (int) me.getId();
    if (StripeArrays.at(seen, id) != Stripe.NONE && StripeArrays.at(seen, id).tryOwn(me)) {
      return StripeArrays.at(seen, id);
    }
    Stripe[] wide = StripeArrays.withPlaceFor(seen, id);
    if (wide == null) {
      return null;
    }
    Stripe added = stripes.make();
    StripeArrays.put(wide, id, added);
    return added.tryOwn(me) && OWNED.compareAndSet(this, seen, wide) ? added : null;
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
    StripeReader reader = reader();
    return !news && reader.isUnchanged(previous) ? previous : reader.read(previous);
  }
}
