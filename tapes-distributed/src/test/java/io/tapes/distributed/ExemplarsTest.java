package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.SeriesId;
import io.tapes.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From two workers over an aggregator to the one above it, through restarts. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExemplarsTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  private String address(String name) {
    return "ipc://" + folder.resolve(name + ".ipc");
  }

  private RegistryAggregatorBuilder builder(String name) {
    return RegistryAggregator.builder()
        .address(address(name))
        .state(folder.resolve(name + ".state"))
        .stateInterval(Duration.ofMillis(20));
  }

  private DistributedRegistryBuilder worker() {
    return DistributedRegistry.builder()
        .address(address("lower"))
        .flushInterval(Duration.ofMillis(10));
  }

  private static Exemplars of(RegistryAggregator aggregator, String name) {
    return aggregator
        .snapshot()
        .series(new SeriesId(name, Tags.empty()))
        .map(one -> one.exemplars())
        .orElse(Exemplars.none());
  }

  private static Set<String> traces(RegistryAggregator aggregator, String name) {
    Set<String> traces = new TreeSet<>();
    for (Exemplar one : of(aggregator, name)) {
      traces.add(one.labels().value("trace_id").orElseThrow());
    }
    return traces;
  }

  private static void await(RegistryAggregator aggregator, String name, String... traces)
      throws Exception {
    Set<String> wanted = new TreeSet<>(List.of(traces));
    Await.until(name + " " + wanted, () -> traces(aggregator, name).equals(wanted));
  }

  private static Exemplar trace(String id) {
    return Exemplar.of("trace_id", id);
  }

  @Test
  void twoWorkers_twoAggregators_andTheirRestarts() throws Exception {
    try (DistributedRegistry a = worker().build();
        DistributedRegistry b = worker().build()) {
      a.connect();
      b.connect();
      a.timer("t").record(Duration.ofMillis(1), trace("fast"));
      b.timer("t").record(Duration.ofSeconds(9), trace("slow"));
      for (int round = 1; round <= 2; round++) {
        try (RegistryAggregator upper = builder("upper").build().start();
            RegistryAggregator lower =
                builder("lower").upstream(address("upper")).build().start()) {
          await(lower, "t", round == 1 ? new String[] {"fast", "slow"} : names(round - 1));
          // The series is defined by now: this one comes alone.
          a.timer("t").record(Duration.ofMillis(60), trace("between" + round));
          b.counter("c").increment(round, trace("count" + round));
          await(lower, "t", names(round));
          await(lower, "c", "count" + round);
          await(upper, "t", names(round));
          await(upper, "c", "count" + round);
          Exemplar slow = of(upper, "t").newestWithin(1, 10).orElseThrow();
          assertEquals(9, slow.value());
          assertTrue(slow.timestampMillis() > 0);
        }
      }
      try (RegistryAggregator lower = builder("lower").build().start()) {
        a.counter("c").increment(1, trace("last"));
        assertTrue(a.close(LONG));
        assertEquals(1.0 + 2.0 + 1.0, lower.snapshot().number("c.value"));
        assertTrue(traces(lower, "c").contains("last"), "delivered with its value");
        assertEquals(0, lower.snapshot().number("tapes.frames.rejected.value"));
      }
    }
  }

  private static String[] names(int round) {
    return new String[] {"between" + round, "fast", "slow"};
  }

  @Test
  void aWorkersSource_isAskedInTheWorker() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RegistryAggregator aggregator = builder("lower").build().start();
        DistributedRegistry worker =
            worker()
                .exemplars(() -> Optional.of(trace("call" + asked.incrementAndGet())), LONG)
                .build()) {
      worker.connect();
      worker.counter("c").increment();
      worker.counter("c").increment();
      assertTrue(worker.close(LONG));
      assertEquals(2, aggregator.snapshot().number("c.value"));
      assertEquals("[call1]", traces(aggregator, "c").toString());
      assertEquals(1, asked.get());
    }
  }
}
