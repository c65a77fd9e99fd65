package io.tapes;

import org.jspecify.annotations.Nullable;

/**
 * An immutable distribution in which older values weigh less: a value of age t counts e^(−0.015
 * t/s), where ages are those of the beginning of the 5-second tick in which a value was recorded.
 * It answers "how is it now", where {@link Distribution} answers "how was it all along".
 *
 * <p>Any thread may use an instance. Its figures are computed when first asked for.
 */
public final class RecentDistribution {
  private static final RecentDistribution EMPTY = new RecentDistribution(RecentWeights.EMPTY);

  /** A summary of fewer buckets costs hardly more to compute than to keep. */
  private static final int WORTH_KEEPING = 16;

  /** Racing threads replace it by equal ones. */
  private RecentContent content;

  /** Computed when first asked for; racing threads compute equal values. */
  private @Nullable Summary summary;

  RecentDistribution(RecentContent content) {
    this.content = content;
  }

  /**
   * That of an instrument which has recorded nothing lately.
   *
   * @return the one without values
   */
  public static RecentDistribution empty() {
    return EMPTY;
  }

  /** All values of a distribution, as if all had been recorded at the landmark of another. */
  static RecentDistribution of(Distribution all, RecentDistribution like) {
    long landmarkMillis = like.content.landmarkMillis();
    return new RecentDistribution(new RecentWeights(all, all.sum(), 0, landmarkMillis));
  }

  /** What the figures are computed from. */
  RecentWeights weights() {
    RecentWeights weights = content.weights();
    content = weights;
    return weights;
  }

  /**
   * The figures over the recent values.
   *
   * @return the summary, {@link Summary#EMPTY} when nothing recent was recorded
   */
  public Summary summary() {
    Summary known = summary;
    if (known == null) {
      RecentWeights weights = weights();
      known = weights.summarise();
      summary = weights.buckets() < WORTH_KEEPING ? null : known;
    }
    return known;
  }

  /**
   * The value at or below which a share of the recent weight lies.
   *
   * @param rank from 0 to 1
   * @return the value, 0 when nothing recent was recorded
   * @throws IllegalArgumentException if the rank is not between 0 and 1
   */
  public double quantile(double rank) {
    return weights().quantileAt(rank);
  }

  /** Both together; each is brought to the later landmark first, and forgets what is too old. */
  RecentDistribution plus(RecentDistribution other) {
    RecentWeights mine = weights();
    RecentWeights theirs = other.weights();
    if (theirs.buckets() == 0) {
      return this;
    }
    return mine.buckets() == 0 ? other : new RecentDistribution(mine.plus(theirs));
  }

  /** Equal figures, whatever the common factor of the weights. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecentDistribution that
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
    return "RecentDistribution[" + summary() + "]";
  }
}
