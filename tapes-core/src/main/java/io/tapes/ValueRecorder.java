package io.tapes;

/** The cells into which histograms and timers record; any number of threads, lock-free. */
abstract class ValueRecorder {
  /*
   * A class and not an interface: as long as only one subclass is loaded, which is so in every
   * process without a black box, the compiler calls it directly.
   */

  /** Records one value of at least 0. */
  abstract void record(long value);

  /** Adds every value of a distribution that was recorded elsewhere. */
  abstract void merge(Distribution other);

  /**
   * The cumulative distribution.
   *
   * @param previous what the last read returned; returned again when nothing was recorded since
   */
  abstract Distribution read(Distribution previous);
}
