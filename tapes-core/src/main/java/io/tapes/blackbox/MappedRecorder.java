package io.tapes.blackbox;

import io.tapes.distribution.BucketTable;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a histogram or a timer has of a {@link BlackBox}, for all its stripes. Any thread. */
final class MappedRecorder implements Boxed, StripeSource {
  /*
   * A stripe has one writer, and only that may move it. So a move says where the cells shall be and
   * takes the blocks away from the stripes; the writer misses them at its next record, and then goes
   * there with all it has. Until then, and for what stripes have on the heap, there are blocks of
   * the recorder's own in the file; see BoxBase.
   */
  private static final MappedStripe[] NONE = {};

  private final Runnable late;
  private final BucketTable table;
  private final AtomicReference<MappedStripe[]> stripes = new AtomicReference<>(NONE);

  /** Null while there is no place in a file. */
  private volatile @Nullable BoxTarget target;

  private @Nullable BoxBase base;

  /**
   * On the heap until it is moved.
   *
   * @param late called when something was recorded that is not in the file yet; it never waits
   * @param table which numbers are recorded
   */
  MappedRecorder(Runnable late, BucketTable table) {
    this.late = late;
    this.table = table;
  }

  @Override
  public Stripe make() {
    return table == BucketTable.DOUBLES ? new MappedDoubleStripe(this) : new MappedStripe(this);
  }

  @Nullable BoxTarget target() {
    return target;
  }

  /** A stripe whose writer will ask where to write. */
  void add(MappedStripe stripe) {
    stripes.updateAndGet(
        all -> {
          MappedStripe[] more = Arrays.copyOf(all, all.length + 1);
          more[all.length] = stripe;
          return more;
        });
  }

  private MappedStripe[] stripes() {
    return Objects.requireNonNull(stripes.get());
  }

  /** Something was recorded on the heap; that matters if there is a place for it in a file. */
  void isLate() {
    if (target != null) {
      late.run();
    }
  }

  @Override
  public int place(BoxSpace in) {
    return BoxHeader.BYTES; // its cells are found from its entry
  }

  @Override
  public void move(BoxSpace to, int cell, int entry) {
    moveTo(new BoxTarget(to.room(), entry + BoxEntry.MORE).promised());
    sync();
  }

  void moveTo(@Nullable BoxTarget to) {
    BoxTarget before = target;
    target = to;
    for (MappedStripe stripe : stripes()) {
      stripe.takeBlocksAway();
    }
    if (before != null) {
      before.redeem();
    }
  }

  @Override
  public long sync() {
    BoxTarget to = target;
    if (to == null) {
      return 0;
    }
    TreeMap<Integer, long[]> cells = new TreeMap<>();
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (MappedStripe stripe : stripes()) {
      MappedWindow window = stripe.boxWindow();
      if (window.share(to, cells)) {
        sum += stripe.shareOfSum(window, to);
        min = Math.min(min, stripe.min());
        max = Math.max(max, stripe.max());
      }
    }
    if (cells.isEmpty()) {
      return 0;
    }
    BoxBase known = base;
    if (known == null || !known.isIn(to)) {
      known = new BoxBase(to);
      base = known;
    }
    return known.write(cells, sum, min, max);
  }

  @Override
  public void settle() {
    for (MappedStripe stripe : stripes()) {
      stripe.keepOnHeap(target);
    }
  }

  @Override
  public void leave() {
    moveTo(null);
  }

  @Override
  public void free(BoxSpace in, int cell, int entry) {
    if (entry != 0) {
      new BoxTarget(in.room(), entry + BoxEntry.MORE).freeBlocks();
    }
  }
}
