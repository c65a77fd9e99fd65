package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Clock;
import io.tapes.LastValues;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distributed.worker.WorkerState;
import io.tapes.distribution.DecayingDistribution;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates and recent figures of the aggregate are those of one registry that recorded everything. */
class MergedStreamTest {
  private static final long SECOND = 1_000_000_000L;

  /** Time is a number. */
  private static final class ManualClock implements Clock {
    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public long wallMillis() {
      return nanos / 1_000_000;
    }
  }

  private final class Worker {
    private final Registry registry = Registry.builder().clock(clock).build();
    private final WorkerState state =
        new WorkerState(
            WorkerIdentity.ofThisProcess(),
            0,
            SECOND / 2,
            SECOND,
            Wire.MAX_BYTES,
            LastValues.none());

    private Worker() {
      state.subscribed(aggregator.id(), 0);
    }

    private void deliver() throws MalformedFrameException {
      state.flush(registry.snapshot().series(), false);
      for (byte[] f = state.next(clock.nanos); f != null; f = state.next(clock.nanos)) {
        aggregator.receive(f, clock.nanos);
        state.sent(clock.nanos);
      }
      for (byte[] message : aggregator.acknowledgements()) {
        state.acknowledged(Acknowledgements.decode(message), clock.nanos);
      }
    }
  }

  private final ManualClock clock = new ManualClock();
  private final AggregateRegistry totals = new AggregateRegistry(clock, 1_000);
  private final AggregatorState aggregator =
      new AggregatorState(
          Id.random(),
          totals,
          new Workers(totals.registry(), 10 * SECOND, 60 * SECOND, 100, identity -> false),
          new Checkpoints(null, 0, totals.registry()),
          1_000);
  private final Registry one = Registry.builder().clock(clock).build();
  private final List<Worker> workers = Stream.generate(Worker::new).limit(3).toList();

  private static void record(Registry registry, long value) {
    registry.meter("m").mark(value % 7);
    registry.histogram("h").record(value);
    registry.timer("t").record(value, TimeUnit.NANOSECONDS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void ratesAndRecentFigures_areThoseOfOneRegistry(long seed) throws Exception {
    Random random = new Random(seed);
    for (int step = 0; step < 600; step++) {
      clock.nanos += random.nextLong(2 * SECOND);
      // Loads come and go, and with them the recent figures.
      long typical = 1L << (10 + 10 * random.nextInt(2) * (step / 100 % 2));
      for (int i = random.nextInt(30); i > 0; i--) {
        long value = Math.round(typical * Math.exp(random.nextGaussian()));
        record(one, value);
        record(workers.get(random.nextInt(workers.size())).registry, value);
      }
      for (Worker worker : workers) {
        worker.deliver();
      }
      if (step % 10 == 0) {
        compare(one.snapshot(), totals.snapshot());
      }
    }
  }

  private void compare(Snapshot expected, Snapshot merged) {
    for (String name : List.of("m", "h", "t")) {
      expected.series().stream()
          .filter(series -> series.name().equals(name))
          .forEach(series -> compare(series.value(), merged.find(series.id()).orElseThrow(), name));
    }
  }

  private static void compare(MetricValue expected, MetricValue merged, String name) {
    expected.visit(
        sum -> assertEquals(sum, merged, name),
        level -> assertEquals(level, merged, name),
        distribution -> {
          compare(distribution.recent(), merged.asDistribution().recent(), name);
          assertEquals(distribution.rates(), merged.asDistribution().rates(), name);
        });
  }

  private static void compare(
      DecayingDistribution expected, DecayingDistribution merged, String name) {
    assertEquals(expected.toString(), merged.toString(), name);
  }
}
