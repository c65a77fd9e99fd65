package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Histogram;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  /** Bytes; a batch of this test takes several such frames. */
  private static final int SMALL_FRAME = 360;

  private static void recordSomething(Registry registry, Random random) {
    for (int i = random.nextInt(20); i > 0; i--) {
      Tags tags = random.nextBoolean() ? Tags.empty() : Tags.of("n", "" + random.nextInt(50));
      switch (random.nextInt(6)) {
        case 0 -> registry.counter("c", tags).increment(random.nextInt(1000));
        case 1 -> registry.counter("down", tags).increment(random.nextInt(5) - 2);
        case 2 -> registry.meter("m", tags).mark(random.nextInt(9));
        case 3 -> registry.histogram("h", tags).record(random.nextInt(1 << random.nextInt(31)));
        case 4 -> registry.timer("t", tags).record(random.nextInt(1 << 20), TimeUnit.MICROSECONDS);
        default -> registry.gauge("g", tags, Aggregation.SUM).set(random.nextInt(3));
      }
    }
  }

  /** Every series of the worker stands in the aggregate, to the unit. */
  static void assertDelivered(Snapshot worker, Snapshot aggregate) {
    for (Series series : worker.series()) {
      if (series.name().startsWith("tapes.")) {
        continue;
      }
      MetricValue delivered = aggregate.find(series.id()).orElseThrow();
      if (series.kind() == MetricKind.COUNTER || series.kind() == MetricKind.GAUGE) {
        assertEquals(series.value(), delivered, series.id()::toString);
      } else {
        assertTrue(
            series.value().holdsSameAs(delivered),
            () -> series.id() + ": " + series.value() + " became " + delivered);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.6, 0.9})
  void lossRepetitionAndDisorder_changeNoTotal(double trouble) {
    for (int seed = 0; seed < 40; seed++) {
      SimulatedNetwork network = new SimulatedNetwork(seed, SMALL_FRAME);
      network.trouble = trouble;
      for (int step = 0; step < 120; step++) {
        recordSomething(network.registry, network.random);
        network.step();
      }
      network.close();
      assertDelivered(network.registry.snapshot(), network.totals.snapshot());
    }
  }

  @Test
  void aggregatorsThatStartAnew_getEverythingAgain() {
    for (int seed = 0; seed < 40; seed++) {
      SimulatedNetwork network = new SimulatedNetwork(seed, SMALL_FRAME);
      network.trouble = 0.5;
      for (int step = 0; step < 120; step++) {
        recordSomething(network.registry, network.random);
        network.step();
        if (network.random.nextInt(30) == 0) {
          network.startAggregator();
        }
      }
      network.close();
      assertDelivered(network.registry.snapshot(), network.totals.snapshot());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.6, 0.9})
  void durableWorkersThatStartAnew_countOnWithoutLossAndRepetition(double trouble) {
    for (int seed = 0; seed < 40; seed++) {
      SimulatedNetwork network = new SimulatedNetwork(seed, SMALL_FRAME, true);
      network.trouble = trouble;
      for (int step = 0; step < 120; step++) {
        recordSomething(network.registry, network.random);
        network.step();
        if (network.random.nextInt(10) == 0) {
          network.startWorker();
        }
      }
      network.close();
      assertDelivered(network.registry.snapshot(), network.totals.snapshot());
    }
  }

  @Test
  void workersThatWereForgottenWhileStopped_countOnWithoutCountingTwice() {
    for (int seed = 0; seed < 40; seed++) {
      SimulatedNetwork network = new SimulatedNetwork(seed, SMALL_FRAME);
      network.trouble = 0.5;
      for (int step = 0; step < 160; step++) {
        recordSomething(network.registry, network.random);
        network.step();
        if (step % 40 == 39) {
          network.now += 120 * SimulatedNetwork.SECOND;
          network.workers.tick(network.now);
        }
      }
      network.registry.gauge("g", Aggregation.SUM).set(0);
      network.close();
      Snapshot aggregate = network.totals.snapshot();
      for (Series series : network.registry.snapshot().series()) {
        if (series.kind() != MetricKind.GAUGE && !series.name().startsWith("tapes.")) {
          MetricValue delivered = aggregate.find(series.id()).orElseThrow();
          assertTrue(
              series.value().holdsSameAs(delivered),
              () -> series.id() + ": " + series.value() + " became " + delivered);
        }
      }
      assertTrue(aggregate.number("tapes.workers.lost.value") > 0);
    }
  }

  @Test
  void repeatedGoodbye_isAcknowledgedAndCountsNothing() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    network.registry.counter("c").increment(7);
    network.step();
    network.registry.counter("c").increment(7);
    network.now += SimulatedNetwork.SECOND;
    network.worker.flush(network.registry.snapshot().series(), true);
    byte[] goodbye = network.worker.next(network.now);

    network.aggregator.receive(goodbye, network.now);
    assertEquals(1, network.aggregator.acknowledgements().size());
    network.aggregator.receive(goodbye, network.now);
    assertEquals(1, network.aggregator.acknowledgements().size());

    assertEquals(14, network.totals.snapshot().number("c.value"));
    assertEquals(0, network.totals.snapshot().number("tapes.workers.value"));
  }

  @Test
  void idleWorkersWithTenThousandSeries_sendOneSmallHeartbeatASecond() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    for (int i = 0; i < 10_000; i++) {
      network.registry.counter("c", Tags.of("n", "" + i)).increment();
    }
    for (int i = 0; i < 10; i++) {
      network.step();
    }
    assertEquals(1, network.totals.snapshot().number("c.{n=9999}.value"));
    double applied = network.totals.snapshot().number("tapes.frames.value");
    long frames = network.frames;
    long bytes = network.bytes;

    for (int i = 0; i < 600; i++) {
      network.step(); // a tenth of a second
    }

    assertEquals(applied, network.totals.snapshot().number("tapes.frames.value"));
    assertEquals(60.0, (double) (network.frames - frames), 1);
    assertTrue(network.bytes - bytes < 60 * 70, () -> "bytes: " + (network.bytes - bytes));
    assertEquals(1, network.totals.snapshot().number("tapes.workers.value"));
  }

  @Test
  void aHundredThousandSeries_takeSeveralFrames() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    for (int i = 0; i < 99_000; i++) {
      network.registry.counter("some.counter", Tags.of("number", "" + i)).increment(i);
    }
    network.close();
    assertTrue(network.totals.snapshot().number("tapes.frames.value") > 10);
    assertDelivered(network.registry.snapshot(), network.totals.snapshot());
  }

  @Test
  void theLongestNameThatIsTaken_withTheMostBuckets_fitsIntoAFrame() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    Tags tags = Tags.of("text", "€".repeat(SeriesId.MAX_LENGTH - 5));
    Histogram histogram = network.registry.histogram("b", tags);
    int[] indices = new int[Buckets.COUNT];
    long[] counts = new long[Buckets.COUNT];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
      counts[i] = 1L << 40;
    }
    histogram.merge(Distribution.of(indices, counts, -1, 0, Long.MAX_VALUE));
    network.close();
    assertDelivered(network.registry.snapshot(), network.totals.snapshot());
  }

  @Test
  void aSeriesThatWouldFitIntoNoFrame_isRefusedWhenItIsMade_andHarmsNoOther() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    Tags tags = Tags.of("text", "x".repeat(300_000));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> network.registry.counter("some.name", tags))
            .getMessage();
    assertTrue(message.contains("'some.name'") && message.contains("300013"), message);
    network.registry.counter("a").increment();
    network.registry.register(
        series -> {
          series.accept(Series.counter(new SeriesId("b", tags), 1));
          series.accept(Series.counter(new SeriesId("c", Tags.empty()), 1));
        });
    network.step();
    network.step();
    network.close();
    assertEquals(1, network.totals.snapshot().number("a.value"));
    assertEquals(1, network.totals.snapshot().number("c.value"));
    assertTrue(network.totals.snapshot().number("tapes.source.errors.value") > 0);
  }

  @Test
  void whoHasSaidNoGoodbye_andIsToldThatItIsComplete_deliversTheRest() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork(1);
    network.registry.counter("c").increment(28_000);
    network.step();
    network.step();
    Id forged = network.worker.identity().incarnation();
    long applied = network.workers.find(forged).applied();
    network.aggregator.receive(
        new Frame(
                network.aggregator.id(),
                network.worker.identity(),
                true,
                applied,
                applied + 1,
                List.of())
            .encode(),
        network.now);
    network.registry.counter("c").increment(22_530);
    network.step();
    network.step();
    network.close();
    assertEquals(50_530, network.totals.snapshot().number("c.value"));
  }

  @Test
  void whoIsToldOfMoreThanItEverSent_deliversTheRest() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork(1);
    network.registry.counter("c").increment(28_000);
    network.step();
    network.step();
    network.aggregator.receive(
        new Frame(network.aggregator.id(), network.worker.identity(), false, 0, 1L << 40, List.of())
            .encode(),
        network.now);
    network.registry.counter("c").increment(22_530);
    network.close();
    assertEquals(50_530, network.totals.snapshot().number("c.value"));
  }

  @Test
  void whatAnswersShowToEverybody_isNothingThatSpeaksForAWorker() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork(1);
    network.registry.counter("c").increment();
    network.registry.gauge("g", Aggregation.ALL).set(1);
    network.step();
    Id secret = network.worker.identity().incarnation();
    Frame next =
        new Frame(
            network.aggregator.id(),
            network.worker.identity(),
            false,
            1,
            2,
            List.of(new Cell(0, null, new SumValue(2))));
    network.aggregator.receive(next.encode(), network.now);
    for (byte[] answer : network.aggregator.acknowledgements()) {
      for (Acknowledgements.Entry entry : Acknowledgements.decode(answer).entries()) {
        assertEquals(secret.disclosed(), entry.worker());
        assertNotEquals(secret, entry.worker());
      }
    }
    String shown = network.totals.snapshot().toMap() + " " + network.worker.identity();
    assertFalse(shown.contains(secret.toString().substring(0, 8)), shown);
  }

  @Test
  void aGaugeWhoseSourceFails_isWithdrawn() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    boolean[] fails = {false};
    network.registry.gauge(
        "g",
        () -> {
          if (fails[0]) {
            throw new IllegalStateException("no value");
          }
          return 3;
        });
    network.step();
    network.step();
    assertEquals(3, network.totals.snapshot().number("g.value"));

    fails[0] = true;
    network.step();
    network.step();
    assertFalse(network.totals.snapshot().at("g").isPresent());

    fails[0] = false;
    network.step();
    network.step();
    assertEquals(3, network.totals.snapshot().number("g.value"));
  }
}
