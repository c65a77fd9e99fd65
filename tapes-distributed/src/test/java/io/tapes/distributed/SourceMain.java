package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.MetricSource;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Shows figures of a source until it is killed. Arguments: address, folder of black boxes. */
final class SourceMain {
  private SourceMain() {}

  public static void main(String[] arguments) throws IOException {
    DistributedRegistry registry =
        DistributedRegistry.builder()
            .address(arguments[0])
            .blackBoxFolder(Path.of(arguments[1]))
            .flushInterval(Duration.ofMillis(20))
            .build();
    MetricSource pool =
        out -> {
          out.accept(Series.counter(new SeriesId("pool.taken", Tags.empty()), 3));
          out.accept(gauge("pool.size", 5, Aggregation.SUM));
          out.accept(gauge("pool.active", 2, Aggregation.LIVE_SUM));
        };
    registry.register(pool);
    registry.gauge("own", Aggregation.SUM).set(7);
    registry.connect();
    while (System.in.read() >= 0) {
      // until the parent kills it
    }
    registry.close();
  }

  private static Series gauge(String name, double value, Aggregation aggregation) {
    return Series.gauge(new SeriesId(name, Tags.empty()), value, aggregation);
  }
}
