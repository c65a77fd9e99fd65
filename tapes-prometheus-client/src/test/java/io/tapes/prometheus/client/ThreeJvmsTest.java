package io.tapes.prometheus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.ForkedJvm;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three JVMs with client_java add up to what each of them wrote down. */
class ThreeJvmsTest {
  private static final double[] BOUNDS = {0.01, 0.1, 1, 10};

  /** Arguments: address, folder of black boxes, seed, file for the ledger. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] args) throws Exception {
      PrometheusRegistry metrics = new PrometheusRegistry();
      Counter counter = Counter.builder().name("requests_total").register(metrics);
      Histogram histogram =
          Histogram.builder().name("latency_seconds").classicUpperBounds(BOUNDS).register(metrics);
      DistributedRegistry registry =
          DistributedRegistry.builder()
              .address(args[0])
              .blackBoxFolder(Path.of(args[1]))
              .flushInterval(Duration.ofMillis(20))
              .build();
      registry.register(PrometheusRegistrySource.of(metrics));
      registry.connect();
      Random random = new Random(Long.parseLong(args[2]));
      long[] ledger = new long[BOUNDS.length + 2];
      for (int i = 0; i < 20_000; i++) {
        double value = Math.exp(2 * random.nextGaussian() - 2);
        counter.inc(3);
        histogram.observe(value);
        int bucket = 0;
        while (bucket < BOUNDS.length && value > BOUNDS[bucket]) {
          bucket++;
        }
        ledger[bucket]++;
        ledger[BOUNDS.length + 1] += 3;
      }
      Files.writeString(Path.of(args[3]), Arrays.toString(ledger));
      System.exit(registry.close(Duration.ofSeconds(50)) ? 0 : 1);
    }
  }

  @Test
  void counts_andEachBucket_addUpToTheLedgers(@TempDir Path folder) throws Exception {
    String address = "ipc://" + folder.resolve("a.ipc");
    Path boxes = folder.resolve("boxes");
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address(address).blackBoxFolder(boxes).build().start()) {
      List<ForkedJvm> workers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String ledger = folder.resolve("ledger" + i).toString();
        workers.add(
            ForkedJvm.builder(Worker.class)
                .args(address, boxes.toString(), "" + i, ledger)
                .start());
      }
      for (ForkedJvm worker : workers) {
        assertTrue(worker.waitFor(Duration.ofMinutes(2)));
        assertEquals(0, worker.exitValue());
        worker.close();
      }
      long[] expected = ledgers(folder);
      Snapshot all = aggregator.snapshot();
      assertEquals((double) expected[BOUNDS.length + 1], all.number("requests.value"));
      Series series = all.series(new SeriesId("latency_seconds", Tags.empty())).orElseThrow();
      Distribution total = series.value().asDistribution().total();
      assertEquals(60_000, total.count());
      int[] cuts = Arrays.stream(BOUNDS).mapToInt(ThreeJvmsTest::indexOf).toArray();
      long[] cumulative = total.cumulative(cuts);
      long below = 0;
      for (int i = 0; i < BOUNDS.length; i++) {
        below += expected[i];
        assertEquals(below, cumulative[i], "up to " + BOUNDS[i]);
      }
      assertEquals(List.of(0.01, 0.1, 1.0, 10.0), series.info().bounds());
    }
  }

  private static int indexOf(double bound) {
    return BucketTable.DOUBLES.index(BucketTable.DOUBLES.key(bound));
  }

  private static long[] ledgers(Path folder) throws Exception {
    long[] sum = new long[BOUNDS.length + 2];
    for (int worker = 0; worker < 3; worker++) {
      String text = Files.readString(folder.resolve("ledger" + worker));
      String[] parts = text.substring(1, text.length() - 1).split(", ", -1);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += Long.parseLong(parts[i]);
      }
    }
    return sum;
  }
}
