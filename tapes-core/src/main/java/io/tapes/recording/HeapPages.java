package io.tapes.recording;

import java.util.Arrays;
import java.util.Map;

/** The cells of doubles on the heap, in blocks that are made when something falls into them. */
final class HeapPages extends StripeWindow implements PagedCells {
  static final long[] NONE = {};
  static final HeapPages EMPTY = new HeapPages(new long[0][]);

  final long[][] pages;

  private HeapPages(long[][] pages) {
    super(0);
    this.pages = pages;
  }

  @Override
  public int end() {
    return pages.length * DoubleCells.BLOCK;
  }

  @Override
  public long count(int index) {
    int segment = index / DoubleCells.BLOCK;
    boolean counts = segment != DoubleCells.SUM_SEGMENT && pages[segment].length > 0;
    return counts ? pages[segment][index % DoubleCells.BLOCK] : 0;
  }

  @Override
  public void addTo(long[] sums, int from) {
    for (int index = 0; index < end(); index++) {
      sums[from + index] += count(index);
    }
  }

  @Override
  public void collect(Map<Integer, long[]> segments) {
    for (int segment = 0; segment < pages.length; segment++) {
      long[] page = pages[segment];
      if (page.length > 0) {
        long[] cells = segments.computeIfAbsent(segment, s -> new long[DoubleCells.BLOCK]);
        if (segment == DoubleCells.SUM_SEGMENT) {
          DoubleCells.addPair(cells, page[DoubleCells.HIGH], page[DoubleCells.LOW]);
        } else {
          Arrays.setAll(cells, c -> cells[c] + page[c]);
        }
      }
    }
  }

  /** This window, or a copy with a page for a segment, and one for the sum. */
  HeapPages with(int segment) {
    if (segment < pages.length && pages[segment].length > 0) {
      return this;
    }
    int length = Math.max(pages.length, segment + 1);
    long[][] more = Arrays.copyOf(pages, length);
    Arrays.fill(more, pages.length, length, NONE);
    more[segment] = new long[DoubleCells.BLOCK];
    if (more[DoubleCells.SUM_SEGMENT].length == 0) {
      more[DoubleCells.SUM_SEGMENT] = new long[DoubleCells.BLOCK];
    }
    return new HeapPages(more);
  }
}
