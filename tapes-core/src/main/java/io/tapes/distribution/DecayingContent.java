package io.tapes.distribution;

/** What a recent distribution holds, or what it is computed from on demand. */
interface DecayingContent {
  /** The weights. Any thread may ask, and several may compute the same. */
  DecayingWeights weights();

  /** The wall clock when values had the weight 1; known before the weights are. */
  long landmarkMillis();
}
