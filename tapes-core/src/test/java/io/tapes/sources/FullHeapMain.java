package io.tapes.sources;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for a round that never ends, on a heap without a byte left. */
final class FullHeapMain {
  private static final int LARGE = 1024 * 1024;
  private static final int SMALL = 16;

  private static final Object[] NOTHING = {};

  private Object[] held = NOTHING;

  private FullHeapMain() {}

  public static void main(String[] arguments) {
    SourceRound round = new SourceRound(null, List.of(), null, new AtomicInteger());
    round.await(1); // once before, so that everything is there that it takes
    FullHeapMain all = new FullHeapMain();
    boolean ended = all.awaitOnAFullHeap(round);
    all.held = NOTHING; // and there is memory again
    System.out.println(ended ? "it ended" : "the time was over");
  }

  private boolean awaitOnAFullHeap(SourceRound round) {
    int size = LARGE;
    while (true) {
      try {
        held = new Object[] {held, new byte[size]};
      } catch (OutOfMemoryError full) {
        if (size == SMALL) {
          return round.await(1_000_000);
        }
        size = SMALL;
      }
    }
  }
}
