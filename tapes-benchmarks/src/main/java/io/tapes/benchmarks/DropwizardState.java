package io.tapes.benchmarks;

import com.codahale.metrics.Counter;
import com.codahale.metrics.ExponentiallyDecayingReservoir;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import com.codahale.metrics.UniformReservoir;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Dropwizard Metrics; a timer's default reservoir is the decaying one. */
@State(Scope.Benchmark)
public class DropwizardState {
  final MetricRegistry registry = new MetricRegistry();
  final Counter counter = registry.counter("jobs.done");
  final Meter meter = registry.meter("requests");
  final Histogram decaying = new Histogram(new ExponentiallyDecayingReservoir());
  final Histogram lockFree =
      new Histogram(LockFreeExponentiallyDecayingReservoir.builder().build());
  final Histogram uniform = new Histogram(new UniformReservoir());
  final Timer decayingTimer = new Timer();
  final Timer lockFreeTimer = new Timer(LockFreeExponentiallyDecayingReservoir.builder().build());
}
