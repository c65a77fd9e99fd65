package io.tapes.distributed;

import java.time.Duration;

/**
 * How much a {@link RegistryAggregator} keeps, and for how long.
 *
 * @param <B> the builder that has these settings
 */
abstract class AggregatorLimits<B> {
  Duration heartbeatTimeout = Duration.ofSeconds(10);
  Duration forgetTimeout = Duration.ofHours(1);
  Duration expireAfter = Duration.ZERO;
  int maxSeries = 100_000;
  int maxSeriesPerWorker = 200_000;
  int maxWorkers = 10_000;
  private long memoryLimit;

  abstract B builder();

  /** Whether there is a state file. */
  abstract boolean isKept();

  /**
   * Sets after how long a silence a worker is not taken for living any more. Workers are heard
   * every second. It loses nothing by it: on its first frame it is living again.
   *
   * @param timeout from 2 s, the time of two signs of life, to 1 day; 10 s by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public B heartbeatTimeout(Duration timeout) {
    heartbeatTimeout =
        Settings.between("heartbeatTimeout", timeout, Duration.ofSeconds(2), Duration.ofDays(1));
    return builder();
  }

  /**
   * Sets after how long a silence the memory of a worker is given up whose process cannot be seen
   * from here, such as one in another container. Those whose process can be seen are kept as long
   * as it runs.
   *
   * @param timeout from 1 s to 365 days; 1 hour by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public B forgetTimeout(Duration timeout) {
    forgetTimeout =
        Settings.between("forgetTimeout", timeout, Duration.ofSeconds(1), Duration.ofDays(365));
    return builder();
  }

  /**
   * Leaves a series out, and gives its memory up, when no worker has had it for that long: all that
   * had it have ended, or removed it. A series of a worker that has not ended is never left out. If
   * it comes back it counts from zero, as a reset that backends know how to take. Without this
   * nothing is ever left out.
   *
   * @param time from 1 s to 3650 days. The aggregator looks at times, so it takes up to a quarter
   *     longer, two minutes at most, and a second or two on top. The time begins again when the
   *     aggregator is started again
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public B expireSeriesAfter(Duration time) {
    expireAfter =
        Settings.between("expireSeriesAfter", time, Duration.ofSeconds(1), Duration.ofDays(3650));
    return builder();
  }

  /**
   * Limits the number of series in the aggregate; see {@link io.tapes.RegistryBuilder#maxSeries}.
   *
   * @param newMaxSeries at least 1; 100,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public B maxSeries(int newMaxSeries) {
    maxSeries = Settings.atLeastOne("maxSeries", newMaxSeries);
    return builder();
  }

  /**
   * Limits the number of series of one worker; those beyond are left out and counted in {@code
   * tapes.conflicts}.
   *
   * @param newMaxSeries at least 1; 200,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public B maxSeriesPerWorker(int newMaxSeries) {
    maxSeriesPerWorker = Settings.atLeastOne("maxSeriesPerWorker", newMaxSeries);
    return builder();
  }

  /**
   * Limits the number of workers at one time. One more takes the place of one that is silent; if
   * none is silent it is refused and counted in {@code tapes.workers.refused}, and goes on trying.
   * A silent worker whose black box is there is remembered in addition.
   *
   * @param newMaxWorkers at least 1; 10,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public B maxWorkers(int newMaxWorkers) {
    maxWorkers = Settings.atLeastOne("maxWorkers", newMaxWorkers);
    return builder();
  }

  /**
   * Limits what is kept because of workers: their series, what was applied of them, the sums. It is
   * estimated, rather too high than too low. Beyond it new workers are refused, new series of
   * workers left out, and silent workers forgotten, which go on under a new incarnation; each is
   * counted in {@code tapes.memory.refused}, or {@code tapes.workers.lost}. An eighth beyond it
   * nothing is taken until something has gone.
   *
   * @param bytes at least 1 MiB; by default half of the heap's maximum, a third with a {@link
   *     RegistryAggregatorBuilder#state} file, which takes memory to be written
   * @return this builder
   * @throws IllegalArgumentException if it is below 1 MiB
   */
  public B memoryLimit(long bytes) {
    if (bytes < 1024 * 1024) {
      throw new IllegalArgumentException(
          "memoryLimit " + bytes + " is below 1048576; allow at least 1 MiB");
    }
    memoryLimit = bytes;
    return builder();
  }

  long memoryBytes() {
    return memoryLimit > 0 ? memoryLimit : Runtime.getRuntime().maxMemory() / (isKept() ? 3 : 2);
  }
}
