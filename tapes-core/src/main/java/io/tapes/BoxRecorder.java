package io.tapes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of a histogram or a timer in a {@link BlackBox}. Any number of threads, lock-free. */
final class BoxRecorder {
  /*
   * There is a cell per bucket, in blocks of 32 that are allocated when a value
   * first falls into them; here each stripe has its own, so that threads of different stripes
   * touch different lines. All blocks of a recorder form a list that begins at its entry in the
   * file; that is all a reader knows. A block is
   *
   *   0 next block, 8 number of the segment plus 1, 64 the cells
   *
   * and each stripe has one for its sum, least and greatest value, with 0 in place of the segment:
   *
   *   0 next block, 8 zero, 16 sum, 24 MAX_VALUE less the minimum, 32 maximum
   *
   * where zeros mean that nothing was recorded. A record raises the extremes and the sum before
   * its cell: a process that ends in between leaves a sum that is ahead of the cells, by the
   * records that were under way.
   *
   * Where the file is full, further segments live on the heap and are lost with the process.
   */
  static final int SEGMENT_BITS = 5;
  static final int SEGMENT_CELLS = 1 << SEGMENT_BITS;
  static final int CELLS = 64;
  static final int SUM = 16;
  static final int MIN = 24;
  static final int MAX = 32;
  private static final int SEGMENT = 8;
  private static final int BLOCK_BYTES = CELLS + SEGMENT_CELLS * Long.BYTES;
  private static final int MAX_BLOCKS = 64 * (Buckets.COUNT / SEGMENT_CELLS + 1);
  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(Stripe[].class);

  private final BoxFile file;
  private final int head;
  private final Counter outside;
  private final @Nullable Stripe[] stripes;
  private final Rest rest = new Rest();

  /** What had no room, on the heap. */
  private static final class Rest extends DistributionRecorder {
    @Override
    @Nullable MetricValue read(long nanos, long wallMillis) {
      return null;
    }
  }

  /** What one stripe has: its sums, and a window of segments. */
  private static final class Stripe {
    final int sums;
    volatile Window window = Window.EMPTY;

    Stripe(int sums) {
      this.sums = sums;
    }
  }

  /** The positions of the segments {@code first} and following; 0 where there is none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Window(int first, int[] positions) {
    static final Window EMPTY = new Window(0, new int[0]);

    int position(int segment) {
      int at = segment - first;
      return at >= 0 && at < positions.length ? positions[at] : 0;
    }

    Window with(int segment, int position) {
      if (positions.length == 0) {
        return new Window(segment, new int[] {position});
      }
      int from = Math.min(first, segment);
      int to = Math.max(first + positions.length, segment + 1);
      int[] wider = new int[to - from];
      System.arraycopy(positions, 0, wider, first - from, positions.length);
      wider[segment - from] = position;
      return new Window(from, wider);
    }
  }

  /**
   * A recorder with its cells in a file.
   *
   * @param head where the position of its first block stands
   * @param outside counts the records for which there was no room
   */
  BoxRecorder(BoxFile file, int head, int stripes, Counter outside) {
    this.file = file;
    this.head = head;
    this.outside = outside;
    this.stripes = new @Nullable Stripe[stripes];
  }

  /** Records one value of at least 0. */
  void record(long value) {
    add(Buckets.index(value), 1, value, value, value);
  }

  /** Adds every value of a distribution that was recorded elsewhere. */
  void merge(Distribution other) {
    int n = other.bucketCount();
    for (int i = 0; i < n; i++) {
      add(
          other.bucketIndex(i),
          other.bucketValues(i),
          i == 0 ? other.sum() : 0,
          other.min(),
          other.max());
    }
  }

  private void add(int index, long count, long sumOfValues, long lowest, long highest) {
    int number = (int) Thread.currentThread().getId() & (stripes.length - 1);
    Stripe stripe = (Stripe) STRIPE.getAcquire(stripes, number);
    int segment = index >> SEGMENT_BITS;
    int block = stripe == null ? 0 : stripe.window.position(segment);
    if (stripe == null || block == 0) {
      stripe = make(number, segment);
      if (stripe == null) {
        addOutside(index, count, sumOfValues, lowest, highest);
        return;
      }
      block = stripe.window.position(segment);
    }
    raise(stripe.sums + MIN, Long.MAX_VALUE - lowest);
    raise(stripe.sums + MAX, highest);
    BoxFile.LONG.getAndAdd(file.bytes, stripe.sums + SUM, sumOfValues);
    int cell = block + CELLS + (index & (SEGMENT_CELLS - 1)) * Long.BYTES;
    BoxFile.LONG.getAndAdd(file.bytes, cell, count);
  }

  private void addOutside(int index, long count, long sumOfValues, long lowest, long highest) {
    outside.increment(count);
    rest.addAll(
        Distribution.of(new int[] {index}, new long[] {count}, sumOfValues, lowest, highest));
  }

  private void raise(int position, long value) {
    long seen = file.get(position);
    while (value > seen && !BoxFile.LONG.compareAndSet(file.bytes, position, seen, value)) {
      seen = file.get(position);
    }
  }

  /** A stripe with that segment, null where there is no room for it. */
  private synchronized @Nullable Stripe make(int number, int segment) {
    Stripe stripe = stripes[number];
    if (stripe == null) {
      int sums = file.allocate(BoxFile.LINE);
      if (sums == 0) {
        return null;
      }
      link(sums);
      stripe = new Stripe(sums);
      STRIPE.setRelease(stripes, number, stripe);
    }
    if (stripe.window.position(segment) == 0) {
      int block = file.allocate(BLOCK_BYTES);
      if (block == 0) {
        return null;
      }
      file.set(block + SEGMENT, segment + 1);
      link(block);
      stripe.window = stripe.window.with(segment, block);
    }
    return stripe;
  }

  /** Puts a block in front of the list; the reader of the file sees it whole or not at all. */
  private void link(int block) {
    file.set(block, file.get(head));
    file.set(head, block);
  }

  /** The cumulative distribution; the previous one when nothing was recorded since. */
  Distribution read(Distribution previous) {
    Distribution inside = read(file.bytes, head);
    Distribution all = inside.plus(rest.total(Distribution.empty()));
    return all.equals(previous) ? previous : all;
  }

  /**
   * Reads what stands in a file.
   *
   * @throws IllegalArgumentException if it cannot be a distribution
   */
  static Distribution read(ByteBuffer bytes, int head) {
    // Most have few segments: a snapshot must not pay for all that there could be. Blocks that are
    // put in front meanwhile are left to the next reading.
    long front = BoxReader.get(bytes, head);
    long lowest = Long.MAX_VALUE;
    long highest = 0;
    int blocks = 0;
    for (long at = front; at != 0; at = BoxReader.get(bytes, at)) {
      if (++blocks > MAX_BLOCKS) {
        throw new IllegalArgumentException("a list of blocks has no end");
      }
      long segment = BoxReader.get(bytes, at + SEGMENT);
      if (segment < 0 || segment > Buckets.COUNT / SEGMENT_CELLS) {
        throw new IllegalArgumentException("there is no segment " + segment);
      }
      lowest = segment == 0 ? lowest : Math.min(lowest, segment);
      highest = Math.max(highest, segment);
    }
    if (highest == 0) {
      return Distribution.empty();
    }
    int first = (int) (lowest - 1) * SEGMENT_CELLS;
    long[] cells = new long[(int) highest * SEGMENT_CELLS - first];
    for (long at = front; at != 0; at = BoxReader.get(bytes, at)) {
      long segment = BoxReader.get(bytes, at + SEGMENT);
      for (int i = 0; segment > 0 && i < SEGMENT_CELLS; i++) {
        cells[(int) (segment - 1) * SEGMENT_CELLS - first + i] +=
            BoxReader.get(bytes, at + CELLS + (long) i * Long.BYTES);
      }
    }
    return distribution(bytes, head, first, cells);
  }

  private static Distribution distribution(ByteBuffer bytes, int head, int first, long[] cells) {
    int[] indices = new int[cells.length];
    long[] counts = new long[cells.length];
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = 0;
    int size = 0;
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != 0) {
        indices[size] = first + i;
        counts[size++] = cells[i];
      }
    }
    // After the cells: what was counted lies within the extremes, and the sum is never behind.
    for (long at = BoxReader.get(bytes, head); at != 0; at = BoxReader.get(bytes, at)) {
      if (BoxReader.get(bytes, at + SEGMENT) == 0) {
        sum += BoxReader.get(bytes, at + SUM);
        min = Math.min(min, Long.MAX_VALUE - BoxReader.get(bytes, at + MIN));
        max = Math.max(max, BoxReader.get(bytes, at + MAX));
      }
    }
    return size == 0
        ? Distribution.empty()
        : Distribution.of(Arrays.copyOf(indices, size), Arrays.copyOf(counts, size), sum, min, max);
  }
}
