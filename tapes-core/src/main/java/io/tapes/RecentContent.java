package io.tapes;

/** What a recent distribution holds, or what it is computed from once somebody asks. */
interface RecentContent {
  /** The weights. Any thread may ask, and several may compute the same. */
  RecentWeights weights();

  /** The wall clock when values had the weight 1; known before the weights are. */
  long landmarkMillis();
}
