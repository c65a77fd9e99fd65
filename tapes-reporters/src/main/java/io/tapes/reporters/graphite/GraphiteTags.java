package io.tapes.reporters.graphite;

/** How Graphite's lines carry tags. */
public enum GraphiteTags {
  /** As tags, {@code my.timer.q99;table=users}: Graphite 1.1 and later. The default. */
  TAGS,
  /** As path segments, {@code my.timer.table.users.q99}: every version understands it. */
  SEGMENTS
}
