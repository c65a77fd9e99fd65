package io.tapes;

import org.jspecify.annotations.Nullable;

/** Settings of a new registry. One thread at a time may use a builder. */
public final class RegistryBuilder {
  private Clock clock = Clock.SYSTEM;
  private int maxSeries = 100_000;
  private Tags commonTags = Tags.empty();
  private @Nullable BlackBox blackBox;

  RegistryBuilder() {}

  /**
   * Sets the clock that timings, rates and snapshots use.
   *
   * @param newClock the clock, {@link Clock#SYSTEM} by default
   * @return this builder
   */
  public RegistryBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Limits the number of series. Beyond it a new series of a known name is recorded as {@code
   * name{tapes.overflow=true}}, and a new name as {@code tapes.overflow.TYPE{tapes.overflow=true}};
   * each request that was redirected is counted in {@code tapes.overflow}. Series that exist go on.
   * The overflow series themselves do not count towards the limit. Tag keys that begin with {@code
   * tapes.} are the registry's own: leave them to it.
   *
   * @param newMaxSeries at least 1; 100,000 by default
   * @return this builder
   * @throws IllegalArgumentException if the limit is below 1
   */
  public RegistryBuilder maxSeries(int newMaxSeries) {
    if (newMaxSeries < 1) {
      throw new IllegalArgumentException(
          "maxSeries " + newMaxSeries + " is below 1; allow at least one series");
    }
    maxSeries = newMaxSeries;
    return this;
  }

  /**
   * Sets tags that every series of the registry carries.
   *
   * @param newCommonTags the tags; where a series has a key itself, its own value is kept
   * @return this builder
   */
  public RegistryBuilder commonTags(Tags newCommonTags) {
    commonTags = newCommonTags;
    return this;
  }

  /**
   * Keeps what is recorded in a file that survives the process; see {@link BlackBox}. What has no
   * room in it is recorded on the heap and counted in {@code tapes.blackbox.outside}.
   *
   * @param newBlackBox a box that no other registry has
   * @return this builder
   */
  public RegistryBuilder blackBox(BlackBox newBlackBox) {
    blackBox = newBlackBox;
    return this;
  }

  /**
   * Makes the registry.
   *
   * @return a new, empty registry
   */
  public Registry build() {
    return new LocalRegistry(clock, maxSeries, commonTags, blackBox);
  }
}
