package io.tapes.distribution;

import org.jspecify.annotations.Nullable;

/**
 * An immutable distribution in which older values weigh less: a value of age t counts e^(−0.015
 * t/s), where ages are those of the beginning of the 5-second tick in which a value was recorded.
 * It answers "how is it now", where {@link Distribution} answers "how was it all along".
 *
 * <p>Any thread may use an instance. Its figures are computed when first asked for.
 */
public final class DecayingDistribution {
  private static final DecayingDistribution EMPTY = new DecayingDistribution(DecayingWeights.EMPTY);

  /** A summary of fewer buckets costs hardly more to compute than to keep. */
  private static final int WORTH_KEEPING = 16;

  /** Racing threads replace it by equal ones. */
  private DecayingContent content;

  /** Computed when first asked for; racing threads compute equal values. */
  private @Nullable DistributionStatistics summary;

  DecayingDistribution(DecayingContent content) {
    this.content = content;
  }

  /**
   * Returns that of an instrument which has recorded nothing lately.
   *
   * @return the one without values
   */
  public static DecayingDistribution empty() {
    return EMPTY;
  }

  /**
   * Returns all values of a distribution with equal weights, as of the time of this one.
   *
   * @param all the values
   * @return a decaying distribution to be added to others of the same time
   */
  public DecayingDistribution with(Distribution all) {
    long landmarkMillis = content.landmarkMillis();
    return new DecayingDistribution(new DecayingWeights(all, all.doubleSum(), 0, landmarkMillis));
  }

  /** What the figures are computed from. */
  DecayingWeights weights() {
    DecayingWeights weights = content.weights();
    content = weights;
    return weights;
  }

  /**
   * Returns the figures over the recent values.
   *
   * @return the summary, {@link DistributionStatistics#EMPTY} when nothing recent was recorded
   */
  public DistributionStatistics summary() {
    DistributionStatistics known = summary;
    if (known == null) {
      DecayingWeights weights = weights();
      known = weights.summarise();
      summary = weights.buckets() < WORTH_KEEPING ? null : known;
    }
    return known;
  }

  /**
   * Returns the value at or below which a share of the recent weight lies.
   *
   * @param rank from 0 to 1
   * @return the value, 0 when nothing recent was recorded
   * @throws IllegalArgumentException if the rank is not between 0 and 1
   */
  public double quantile(double rank) {
    return weights().quantileAt(rank);
  }

  /**
   * Returns both together: each is brought to the later time first, and forgets what is too old.
   *
   * @param other another decaying distribution
   * @return the sum
   */
  public DecayingDistribution plus(DecayingDistribution other) {
    DecayingWeights mine = weights();
    DecayingWeights theirs = other.weights();
    if (theirs.buckets() == 0) {
      return this;
    }
    return mine.buckets() == 0 ? other : new DecayingDistribution(mine.plus(theirs));
  }

  /** Equal figures, whatever the common factor of the weights. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DecayingDistribution that
        && (that == this
            || (weights().buckets.equals(that.weights().buckets)
                && summary().equals(that.summary())));
  }

  @Override
  public int hashCode() {
    return weights().buckets.hashCode();
  }

  @Override
  public String toString() {
    return "DecayingDistribution[" + summary() + "]";
  }
}
