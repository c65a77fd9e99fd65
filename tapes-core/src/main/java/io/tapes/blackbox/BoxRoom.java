package io.tapes.blackbox;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Who gets which bytes of a {@link MappedFile}. Any thread. */
final class BoxRoom {
  /*
   * Bytes are handed out from the front of what was never used. What comes back is used again where
   * its length is asked for once more: lines and blocks of a recorder here, entries and cells by
   * those that gave them out. All that is handed out is zeros.
   *
   * Who records takes what is ready: no lock, no I/O. Making more ready is for those who register
   * series, and for the box's own thread, which is woken when little is left. Beside that, each
   * recorder that has recorded nothing yet is promised room for its first values.
   */

  /** What is handed out begins on a line of its own, as far as the processor is concerned. */
  static final int LINE = 64;

  /** A line for the links, and 32 cells. */
  static final int BLOCK = LINE + MappedWindow.BLOCK_CELLS * Long.BYTES;

  /** What is ready at least, as long as there is room. */
  static final int READY = 64 * 1024;

  private static final int FIRST_VALUES = LINE + BLOCK;

  private final MappedFile file;
  private final Runnable low;
  private final AtomicInteger next = new AtomicInteger(BoxHeader.BYTES);
  private final AtomicInteger promised = new AtomicInteger();
  private final ConcurrentLinkedQueue<Integer> lines = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> blocks = new ConcurrentLinkedQueue<>();

  /**
   * All of a file behind its header.
   *
   * @param low called when little is left that is ready, by who records
   */
  BoxRoom(MappedFile file, Runnable low) {
    this.file = file;
    this.low = low;
  }

  MappedFile file() {
    return file;
  }

  static int rounded(int length) {
    return (length + LINE - 1) & -LINE;
  }

  /**
   * Hands out zeros that are ready. Never waits.
   *
   * @return where they begin, or 0 if there are none
   */
  int take(int length) {
    int rounded = rounded(length);
    Integer again =
        rounded == LINE ? lines.poll() : rounded == BLOCK ? blocks.poll() : (Integer) null;
    if (again != null) {
      return again;
    }
    while (true) {
      int position = next.get();
      int ready = file.written() - position;
      if (ready < READY / 2) {
        low.run();
      }
      if (rounded > ready) {
        return 0;
      }
      if (next.compareAndSet(position, position + rounded)) {
        return position;
      }
    }
  }

  /** Whether {@link #take} would find so many now; what has no room yet is asked for. */
  boolean isReady(int length) {
    boolean ready = file.written() - next.get() >= length || (length == BLOCK && !blocks.isEmpty());
    if (!ready) {
      low.run();
    }
    return ready;
  }

  /**
   * Hands out zeros, and lets the file grow for them.
   *
   * @return where they begin, or 0 if there is no room in the file or the file system
   */
  int allocate(int length) {
    while (true) {
      int position = take(length);
      if (position != 0 || !file.reach((long) next.get() + rounded(length))) {
        return position;
      }
    }
  }

  /** Takes back what is not read or written any more. */
  void free(int position, int length) {
    int rounded = rounded(length);
    file.clear(position, rounded);
    if (rounded == LINE) {
      lines.add(position);
    } else if (rounded == BLOCK) {
      blocks.add(position);
    } else {
      throw new IllegalArgumentException("blocks of " + length + " bytes are not asked for again");
    }
  }

  /**
   * Lets the file grow as far as what is ready should reach.
   *
   * @return false if so little is ready that who records will say so again
   */
  boolean prepare() {
    file.reach(Math.min(file.limit(), (long) next.get() + READY + promised.get()));
    return file.written() - next.get() >= READY / 2;
  }

  /** Keeps room for the first values of a recorder. */
  void promise() {
    promised.addAndGet(FIRST_VALUES);
    prepare();
  }

  /** A recorder has its first values, or will have none. */
  void redeem() {
    promised.addAndGet(-FIRST_VALUES);
  }
}
