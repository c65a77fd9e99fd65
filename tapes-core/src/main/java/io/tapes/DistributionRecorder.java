package io.tapes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The cells into which histograms and timers record; any number of threads, lock-free. */
final class DistributionRecorder extends ValueRecorder {
  /*
   * One cell per bucket of Buckets, in segments of 32 cells that are allocated when a value first
   * falls into them. The directory of segments is immutable: whoever adds a segment publishes a
   * copy by compare-and-set. Cells are only ever reached through a published directory and every
   * later directory holds the same segments, so no count can be lost to growth.
   *
   * Counts are cumulative and never reset. A reader takes a copy and forms differences, so there
   * is nothing to flip and no record can fall between two buffers. A record raises the extremes
   * before its cell and the reader reads them after the cells: a counted value always lies within
   * the extremes that are reported with it. The sum is a separate adder, raised before the cell and
   * read after it too: it may be ahead of the cells by the records that are under way at that
   * moment, never behind. So a difference without a count can be left to the next reading, which
   * has both, and whoever adds up differences gets the exact sum.
   */
  private static final int SEGMENT_BITS = 5;
  private static final int SEGMENT_CELLS = 1 << SEGMENT_BITS;
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle DIRECTORY;
  private static final VarHandle MIN;
  private static final VarHandle MAX;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      DIRECTORY = lookup.findVarHandle(DistributionRecorder.class, "directory", Directory.class);
      MIN = lookup.findVarHandle(DistributionRecorder.class, "min", long.class);
      MAX = lookup.findVarHandle(DistributionRecorder.class, "max", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Directory directory = Directory.EMPTY;
  private volatile long min = Long.MAX_VALUE;
  private volatile long max = -1;
  private final LongAdder sum = new LongAdder();

  @Override
  void record(long value) {
    add(Buckets.index(value), 1, value, value, value);
  }

  @Override
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
    if (lowest < min) {
      lowerMin(lowest);
    }
    if (highest > max) {
      raiseMax(highest);
    }
    long[] cells = directory.segment(index >> SEGMENT_BITS);
    if (cells == null) {
      cells = addSegment(index >> SEGMENT_BITS);
    }
    sum.add(sumOfValues);
    CELL.getAndAdd(cells, index & (SEGMENT_CELLS - 1), count);
  }

  private void lowerMin(long value) {
    long seen = min;
    while (value < seen && !MIN.compareAndSet(this, seen, value)) {
      seen = min;
    }
  }

  private void raiseMax(long value) {
    long seen = max;
    while (value > seen && !MAX.compareAndSet(this, seen, value)) {
      seen = max;
    }
  }

  private long[] addSegment(int number) {
    while (true) {
      Directory seen = directory;
      long[] existing = seen.segment(number);
      if (existing != null) {
        return existing;
      }
      long[] added = new long[SEGMENT_CELLS];
      if (DIRECTORY.compareAndSet(this, seen, seen.with(number, added))) {
        return added;
      }
    }
  }

  @Override
  Distribution read(Distribution previous) {
    Directory seen = directory;
    int size = 0;
    boolean same = true;
    for (int s = 0; s < seen.segments.length; s++) {
      long[] cells = seen.segments[s];
      if (cells == null) {
        continue;
      }
      for (int c = 0; c < SEGMENT_CELLS; c++) {
        long count = (long) CELL.getAcquire(cells, c);
        if (count != 0) {
          same =
              same
                  && size < previous.bucketCount()
                  && previous.bucketIndex(size) == ((seen.first + s) << SEGMENT_BITS) + c
                  && previous.bucketValues(size) == count;
          size++;
        }
      }
    }
    long total = sum.sum();
    if (same && size == previous.bucketCount() && total == previous.sum()) {
      return previous;
    }
    return copy(seen, size);
  }

  private Distribution copy(Directory seen, int expected) {
    int[] indices = new int[expected];
    long[] counts = new long[expected];
    int size = 0;
    for (int s = 0; s < seen.segments.length; s++) {
      long[] cells = seen.segments[s];
      if (cells == null) {
        continue;
      }
      for (int c = 0; c < SEGMENT_CELLS; c++) {
        long count = (long) CELL.getAcquire(cells, c);
        if (count != 0) {
          if (size == indices.length) {
            // A recorder touched another cell since the cells were counted.
            indices = Arrays.copyOf(indices, size + 8);
            counts = Arrays.copyOf(counts, size + 8);
          }
          indices[size] = ((seen.first + s) << SEGMENT_BITS) + c;
          counts[size++] = count;
        }
      }
    }
    if (size < indices.length) {
      indices = Arrays.copyOf(indices, size);
      counts = Arrays.copyOf(counts, size);
    }
    return Distribution.trusted(indices, counts, sum.sum(), min, max);
  }

  /** An immutable window of the bucket table: the segments {@code first} and following. */
  private static final class Directory {
    static final Directory EMPTY = new Directory(0, new long[0][]);

    final int first;
    final long[] @Nullable [] segments;

    Directory(int first, long[] @Nullable [] segments) {
      this.first = first;
      this.segments = segments;
    }

    long @Nullable [] segment(int number) {
      int position = number - first;
      return position >= 0 && position < segments.length ? segments[position] : null;
    }

    Directory with(int number, long[] added) {
      if (segments.length == 0) {
        return new Directory(number, new long[][] {added});
      }
      int from = Math.min(first, number);
      int to = Math.max(first + segments.length, number + 1);
      long[][] wider = new long[to - from][];
      System.arraycopy(segments, 0, wider, first - from, segments.length);
      wider[number - from] = added;
      return new Directory(from, wider);
    }
  }
}
