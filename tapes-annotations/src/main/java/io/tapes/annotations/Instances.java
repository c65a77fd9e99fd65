package io.tapes.annotations;

/**
 * How a {@link Gauged} makes one number of those of several instances. Over several processes a
 * maximum stays a maximum and a minimum a minimum of the living ones; the others are summed.
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
