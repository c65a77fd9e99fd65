package io.tapes;

import java.util.Arrays;
import java.util.Comparator;

/** The instruments that a registry shows. Guarded by its lock. */
final class Instruments {
  /*
   * Each instrument knows its place, so that it is removed in constant time: the last one moves
   * into the gap. Sorting happens only when a reader comes after a change; what was sorted before
   * is nearly in order then, which costs about one comparison for each.
   */
  private static final Comparator<Instrument> BY_ID = (a, b) -> a.id().compareTo(b.id());

  private Instrument[] all = new Instrument[8];
  private int size;

  void add(Instrument instrument) {
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    instrument.place = size;
    all[size++] = instrument;
  }

  /** Removes one that is here. */
  @SuppressWarnings("NullAway") // no element below the size is null
  void remove(Instrument instrument) {
    Instrument last = all[--size];
    all[instrument.place] = last;
    last.place = instrument.place;
    all[size] = null;
    if (all.length > 8 && size < all.length / 4) {
      all = Arrays.copyOf(all, all.length / 2);
    }
  }

  int size() {
    return size;
  }

  /** A copy, ordered by name and tags. */
  Instrument[] sorted() {
    Arrays.sort(all, 0, size, BY_ID);
    for (int i = 0; i < size; i++) {
      all[i].place = i;
    }
    return Arrays.copyOf(all, size);
  }
}
