package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.Registry;

/**
 * What an aggregator counts of the frames that come in.
 *
 * @param frames all of them
 * @param rejected those that are malformed
 * @param stale those that came twice, late or out of order
 * @param conflicts series that contradict others
 */
record FrameCounters(Counter frames, Counter rejected, Counter stale, Counter conflicts) {
  static FrameCounters in(Registry registry) {
    // Counted by the workers in their own registries; here so that they are shown from the start.
    registry.counter("tapes.resyncs");
    registry.counter("tapes.resends");
    return new FrameCounters(
        registry.counter("tapes.frames"),
        registry.counter("tapes.frames.rejected"),
        registry.counter("tapes.frames.stale"),
        registry.counter("tapes.conflicts"));
  }
}
