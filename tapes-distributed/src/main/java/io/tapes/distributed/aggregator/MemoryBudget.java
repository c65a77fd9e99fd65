package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.distributed.link.Loggers;
import io.tapes.support.LogLimiter;

/** How many bytes the series of all workers may take, and do. The I/O thread. */
final class MemoryBudget {
  /*
   * Each limit of a number allows a worker little, and all of them together more than any heap has:
   * series, workers, buckets, long names. What is kept because of a peer is therefore estimated in
   * bytes, rather too high than too low. Beyond the limit there are no new series and workers.
   * Distributions that are known go on to grow, for what they hold could not be told from what they
   * lost; a little beyond nothing is taken at all until something has gone.
   */
  private static final long PER_SERIES = 250;
  private static final long PER_SUM = 700;
  private static final long PER_TAG = 120;
  private static final long PER_CHARACTER = 2;

  /** A worker without series. */
  static final long PER_WORKER = 500;

  /** What a bucket takes in what was applied of a worker. */
  static final long PER_BUCKET = 12;

  /** What it takes in a sum: its cells, the last reading, what is recent. */
  static final long PER_BUCKET_OF_SUM = 20;

  /** What an exemplar takes: its labels have 128 characters, or 256 of UTF-16, at most. */
  static final long PER_EXEMPLAR = 800;

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final long limit;
  private final Counter refused;
  private long used;

  MemoryBudget(long limit, Registry totals) {
    this.limit = limit;
    refused = totals.counter("tapes.memory.refused");
  }

  /** What one worker's part of a series takes. */
  static long ofPart(SeriesId id) {
    return PER_SERIES + PER_TAG * id.tags().size() + PER_CHARACTER * id.length();
  }

  /** What a sum takes. */
  static long ofSum(SeriesId id) {
    return PER_SUM + PER_TAG * id.tags().size() + PER_CHARACTER * id.length();
  }

  /** Takes so many bytes if there are as many; counts it if not. */
  boolean take(long bytes) {
    if (bytes > limit - used) {
      refuse();
      return false;
    }
    used += bytes;
    return true;
  }

  /** Takes so many bytes if enough is left for series, whose examples are no reason to refuse. */
  boolean takeSpare(long bytes) {
    boolean spare = bytes <= limit - limit / 8 - used;
    used += spare ? bytes : 0;
    return spare;
  }

  /** Takes what cannot be refused any more, or, below zero, gives it back. */
  void add(long bytes) {
    used += bytes;
  }

  /** Whether there may be new series. */
  boolean isWithin() {
    return used <= limit;
  }

  /** Whether nothing more must be taken, whatever it is. */
  boolean isExhausted() {
    return used > limit + limit / 8;
  }

  /** Whether silent workers should go to make room. */
  boolean isTight() {
    return used > limit - limit / 8;
  }

  long used() {
    return used;
  }

  void refuse() {
    refused.increment();
    log.warn(
        "the memory for the series of workers, "
            + limit
            + " bytes, is used up: new series and workers are refused; raise memoryLimit and the"
            + " heap, or have fewer series",
        null);
  }
}
