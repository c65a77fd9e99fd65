package io.tapes.model;

import io.tapes.Aggregation;
import io.tapes.MetricSource;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.jvm.ProcessMetrics;
import java.io.IOException;

/** A worker of a service in several processes; it ends when its standard input does. */
final class MultiprocessWorkerMain {
  private MultiprocessWorkerMain() {}

  enum Phase {
    IDLE,
    BUSY
  }

  @SuppressWarnings("try") // the metrics are used by their registry
  public static void main(String[] args) throws IOException {
    int value = Integer.parseInt(args[1]);
    String worker = "w" + value;
    try (DistributedRegistry registry = DistributedRegistry.create(args[0]);
        ProcessMetrics process =
            ProcessMetrics.register(registry.tagged(Tags.of("worker", worker)))) {
      for (Aggregation aggregation : Aggregation.values()) {
        registry.metric("g." + aggregation).aggregation(aggregation).gauge().set(value);
        registry.metric("unset." + aggregation).aggregation(aggregation).gauge();
      }
      registry.counter("requests").increment(value);
      registry.metric("amounts").doubleCounter().add(value / 4.0);
      registry.histogram("sizes").record(value);
      registry.metric("waits").summary().record(value);
      registry.metric("build").tags("version", "1.2").info();
      registry.metric("phase").stateSet(Phase.class).set(Phase.BUSY);
      MetricSource pool =
          out -> {
            out.accept(Series.counter(new SeriesId("pool.taken", Tags.empty()), value));
            out.accept(Series.gauge(new SeriesId("pool.size", Tags.of("worker", worker)), value));
          };
      registry.register(pool);
      registry.connect();
      while (System.in.read() >= 0) {
        // until the parent lets go
      }
    }
  }
}
