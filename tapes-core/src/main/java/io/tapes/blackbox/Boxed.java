package io.tapes.blackbox;

/**
 * Where an instrument records, if its registry has a {@link BlackBox}: in a file, on the heap, or
 * in one after the other. Moved under the box's lock while any thread records.
 */
interface Boxed {
  /*
   * A thread that records looks up the place and then writes there; a move in between makes it late:
   * it writes to the place before. The rules:
   *
   * 1. What an instrument holds is the sum over all its places, so a late record is not lost to the
   *    process.
   * 2. The file holds, beside the cells of who records now, what the places before hold. That is
   *    written when an instrument moves, and again with every beat until it has settled; so a late
   *    record is in the file with the next beat.
   * 3. A place that was left is not used for anything else, and no place is forgotten, before so
   *    many beats have passed. That is the one assumption: no thread is held up for five seconds in
   *    the middle of a record, while the box's own thread runs five times.
   */

  /** Its cells in a file; 0 when there is no room. */
  int place(BoxSpace in);

  /** Records there from now on, and brings the file up to date. */
  void move(BoxSpace to, int cell, int entry);

  /**
   * Brings the file up to date with what is not in the cells of those who record now.
   *
   * @return how many records have no room in it
   */
  long sync();

  /** Forgets the places before: no thread writes there any more. */
  void settle();

  /** Records on the heap from now on: the series was removed. */
  void leave();

  /** Gives back what {@link #place} or a move took; of what was never moved the entry is 0. */
  void free(BoxSpace in, int cell, int entry);
}
