package io.tapes;

/**
 * What a level is computed from, where it is more than a number that was set: so readers compute it
 * for the moment at which they show it, or since their last look.
 */
public sealed interface LevelBasis permits LevelBasis.None, Elapsed, Peaks {
  /** That of a number that was set. */
  LevelBasis NONE = new None();

  /** Nothing: the level is the number that was set. */
  record None() implements LevelBasis {}
}
