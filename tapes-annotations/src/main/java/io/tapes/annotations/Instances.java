package io.tapes.annotations;

/**
 * How a {@link Gauged} makes one number of those of several instances. Over several processes the
 * same is done with the numbers of the living ones, but for {@link #MEAN}: a mean of means would
 * weigh an instance by the company it keeps, so each process shows its own.
 */
public enum Instances {
  /** Their sum. */
  SUM,
  /** The largest. */
  MAX,
  /** The smallest. */
  MIN,
  /** Their arithmetic mean. */
  MEAN,
  /** That of the instance that was made last, among those that live. */
  LAST
}
