package io.tapes.benchmarks;

import io.tapes.Counter;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Timer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One instrument of each kind of ours. */
@State(Scope.Benchmark)
public class TapesState {
  final Registry registry = Registry.create();
  final Counter counter = registry.counter("jobs.done");
  final Meter meter = registry.meter("requests");
  final Histogram histogram = registry.histogram("payload.bytes");
  final Timer timer = registry.timer("latency");
}
