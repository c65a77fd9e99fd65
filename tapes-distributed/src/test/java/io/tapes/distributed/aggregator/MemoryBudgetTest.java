package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Clock;
import io.tapes.DistributionValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.AggregatorMain;
import io.tapes.distributed.Await;
import io.tapes.distributed.ChildJvm;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distribution.Distribution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Peers that would take all memory: refused, counted, and the others go on. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryBudgetTest {
  private static final int LIMIT = 1 << 20;
  private static final int SERIES = 400;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private final AggregateRegistry totals = new AggregateRegistry(Clock.SYSTEM, 100_000, LIMIT);
  private final Workers workers =
      new Workers(totals.registry(), 10 * SECOND, 3_600 * SECOND, 10_000, identity -> false);
  private final AggregatorState aggregator =
      new AggregatorState(
          Id.random(), totals, workers, new Checkpoints(null, 0, totals.registry()), 100_000);
  private final WorkerIdentity honest = WorkerIdentity.ofThisProcess();

  MemoryBudgetTest() {
    workers.share(totals.budget());
  }

  private static SeriesDescriptor definition(String name, MetricKind kind) {
    return new SeriesDescriptor(new SeriesId(name, Tags.empty()), MetricInfo.of(name, kind));
  }

  private static MetricValue counter(long value) {
    return new SumValue(value);
  }

  private static byte[] flood(Id state, int number) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      String name = "flood." + number + ".a.rather.long.name.of.a.series." + i;
      cells.add(new Cell(i, definition(name, MetricKind.COUNTER), counter(1)));
    }
    WorkerIdentity liar = new WorkerIdentity(new Id(number, number), 1, 1);
    return new Frame(state, liar, false, 0, 1, cells).encode();
  }

  private void receive(long base, long seq, Cell... cells) {
    aggregator.receive(
        new Frame(aggregator.id(), honest, false, base, seq, List.of(cells)).encode(), 0);
  }

  private double number(String path) {
    return totals.snapshot().number(path);
  }

  @Test
  void newSeriesUnderNewIncarnations_areRefused_andThoseThatAreKnownGoOn() {
    receive(0, 1, new Cell(0, definition("c", MetricKind.COUNTER), counter(1)));
    for (int i = 0; i < 1_000; i++) {
      aggregator.receive(flood(aggregator.id(), i), 0);
    }
    assertTrue(totals.budget().used() < 1.3 * LIMIT, "used " + totals.budget().used());
    assertTrue(totals.snapshot().series().size() < 2_000);
    assertTrue(number("tapes.memory.refused.value") > 0);
    workers.heard(workers.find(honest.incarnation()), 20 * SECOND);
    workers.tick(20 * SECOND); // the liars are silent, and forgotten
    receive(1, 2, new Cell(0, null, counter(2)));
    assertEquals(2, number("c.value"));
  }

  @Test
  void distributionsWithEverMoreBuckets_areNotTakenAnyMore_beyondAnEighth() {
    int[] indices = new int[5_000];
    Arrays.setAll(indices, n -> n);
    long[] counts = new long[indices.length];
    Arrays.fill(counts, 1);
    Distribution wide = Distribution.of(indices, counts, 1, 0, Long.MAX_VALUE);
    for (int i = 0; i < 200; i++) {
      SeriesDescriptor histogram = definition("h" + i, MetricKind.HISTOGRAM);
      receive(i, i + 1, new Cell(i, histogram, new DistributionValue(wide, 1)));
    }
    long one = 5_000 * (MemoryBudget.PER_BUCKET + MemoryBudget.PER_BUCKET_OF_SUM);
    assertTrue(totals.budget().used() < LIMIT + LIMIT / 8 + 2 * one);
    assertTrue(number("tapes.memory.refused.value") > 0);
  }

  @Test
  void whatWorkersTook_isGivenBackWhenTheyEnd() {
    long before = totals.budget().used();
    receive(0, 1, new Cell(0, definition("c", MetricKind.COUNTER), counter(1)));
    SeriesId id = new SeriesId("c", Tags.empty());
    long sum = MemoryBudget.ofSum(id);
    assertTrue(totals.budget().used() > before + sum);
    aggregator.receive(new Frame(aggregator.id(), honest, true, 1, 2, List.of()).encode(), 0);
    assertEquals(before + sum, totals.budget().used(), "the sum stays");
    totals.expire(List.of(id));
    assertEquals(before, totals.budget().used());
  }

  private static byte[] topicOf(byte[] subscription) {
    return Arrays.copyOfRange(subscription, 1, subscription.length);
  }

  @Test
  void aRealAggregatorWithASmallHeap_outlivesAFlood() throws Exception {
    String address = "ipc://" + folder.resolve("a.ipc");
    try (ChildJvm child =
            new ChildJvm(
                "-Xmx48m",
                AggregatorMain.class,
                address,
                folder.resolve("state").toString(),
                folder.resolve("boxes").toString());
        ZContext context = new ZContext();
        ZMQ.Socket liar = context.createSocket(SocketType.XPUB)) {
      assertEquals("READY", child.readLine());
      try (DistributedRegistry worker =
          DistributedRegistry.builder()
              .address(address)
              .blackBoxFolder(folder.resolve("boxes"))
              .build()) {
        worker.connect();
        worker.counter("c").increment();
        Await.until("c", () -> child.ask("c.value").equals("1"));
        liar.setXpubNoDrop(true);
        liar.connect(address);
        byte[] topic = liar.recv();
        while (Wire.stateOf(topicOf(topic)).isEmpty()) { // it asks for its capabilities, too
          topic = liar.recv();
        }
        Id state = Wire.stateOf(topicOf(topic)).orElseThrow();
        for (int i = 0; i < 2_000; i++) { // 40 MB
          liar.send(flood(state, i));
        }
        Await.until(
            "refusals", () -> Double.parseDouble(child.ask("tapes.memory.refused.value")) > 100);
        worker.counter("c").increment();
        Await.until("c again", () -> child.ask("c.value").equals("2"));
      }
      assertFalse(child.hasEnded());
    }
  }
}
