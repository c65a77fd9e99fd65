package io.tapes.recording;

import java.util.Map;

/** The cells of doubles, in blocks of those that lie together; see {@link DoubleCells}. */
public interface PagedCells {
  /**
   * Adds what the cells hold.
   *
   * @param segments the cells so far, by their segment
   */
  void collect(Map<Integer, long[]> segments);
}
