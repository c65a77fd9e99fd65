package io.tapes.reporters.statsd;

/** How StatsD lines carry tags. */
public enum StatsdTags {
  /** As name segments, {@code requests.method.GET}: every server understands it. The default. */
  SEGMENTS,
  /** As DogStatsD's suffix, {@code |#method:GET}: for servers that speak this dialect. */
  DOGSTATSD
}
