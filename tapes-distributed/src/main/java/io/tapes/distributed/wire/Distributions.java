package io.tapes.distributed.wire;

import io.tapes.distribution.Distribution;

/** Differences of distributions whose extremes are exact once they are added up. */
public final class Distributions {
  private Distributions() {}

  /**
   * Returns what was recorded since an earlier state, with the later state's minimum and maximum in
   * place of the bucket bounds of {@link Distribution#minus}. Adding all differences up gives the
   * exact extremes of everything, because no state's extremes lie outside them.
   */
  public static Distribution difference(Distribution now, Distribution earlier) {
    Distribution difference = now.minus(earlier);
    return difference.count() == 0 || earlier.count() == 0
        ? difference
        : difference.withExtremesOf(now);
  }
}
