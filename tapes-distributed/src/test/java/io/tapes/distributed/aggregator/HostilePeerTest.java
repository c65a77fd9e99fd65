package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Clock;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that are broken or mean it: counted, dropped, and nobody else notices. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePeerTest {
  private final AggregateRegistry totals = new AggregateRegistry(Clock.SYSTEM, 1_000);
  private final Workers workers =
      new Workers(totals.registry(), 10_000_000_000L, 3_600_000_000_000L, 50, identity -> false);
  private final AggregatorState aggregator =
      new AggregatorState(
          Id.random(), totals, workers, new Checkpoints(null, 0, totals.registry()), 100);

  private byte[] frame(WorkerIdentity worker, long base, long seq, Cell... cells) {
    return new Frame(aggregator.id(), worker, false, base, seq, List.of(cells)).encode();
  }

  private static Cell counter(int id, String name, long value) {
    SeriesId series = new SeriesId(name, Tags.empty());
    SeriesDescriptor definition =
        new SeriesDescriptor(series, MetricInfo.of(series.name(), MetricKind.COUNTER));
    return new Cell(id, definition, new SumValue(value));
  }

  private double number(String path) {
    return totals.snapshot().number(path);
  }

  @Test
  void everyTruncation_andAnotherVersion_andOneByteTooMany_areRejected() {
    byte[] whole = frame(WorkerIdentity.ofThisProcess(), 0, 1, counter(0, "c", 1));
    for (int length = 0; length < whole.length; length++) {
      aggregator.receive(Arrays.copyOf(whole, length), 0);
    }
    byte[] version = whole.clone();
    version[2] = Wire.VERSION + 1;
    aggregator.receive(version, 0);
    aggregator.receive(Arrays.copyOf(whole, whole.length + 1), 0);
    aggregator.receive(new byte[Wire.MAX_BYTES + 1], 0);
    assertEquals(whole.length + 3, number("tapes.frames.rejected.value"));
    assertEquals(0, workers.all().size());
  }

  @Test
  void aWorkerThatLiesAboutBaseAndSeq_spoilsOnlyItself() {
    WorkerIdentity liar = WorkerIdentity.ofThisProcess();
    WorkerIdentity honest = WorkerIdentity.ofThisProcess();
    Random random = new Random(1);
    aggregator.receive(frame(honest, 0, 1, counter(0, "honest", 5)), 0);
    for (int i = 0; i < 20_000; i++) {
      long base = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> random.nextInt(1, 63);
      long seq = base + 1 + (random.nextLong() >>> 2 >>> random.nextInt(62));
      if (seq > base) {
        String name = "liar" + random.nextInt(5_000);
        aggregator.receive(frame(liar, base, seq, counter(0, name, random.nextInt(100))), 0);
      }
    }
    aggregator.receive(frame(honest, 1, 2, new Cell(0, null, new SumValue(6))), 0);
    assertEquals(6, number("honest.value"));
    assertTrue(totals.snapshot().series().size() < 1_100);
    assertEquals(2, workers.all().size());
  }

  @Test
  void moreWorkersThanAllowed_areRefused() {
    for (int i = 0; i < 500; i++) {
      aggregator.receive(frame(WorkerIdentity.ofThisProcess(), 0, 1, counter(0, "c", 1)), 0);
    }
    assertEquals(50, workers.all().size());
    assertEquals(450, number("tapes.workers.refused.value"));
    assertEquals(50, number("c.value"));
  }

  @Test
  void whoSaysGoodbyeForEver_makesNobodyElseCountTwice() {
    WorkerIdentity honest = WorkerIdentity.ofThisProcess();
    byte[] only =
        new Frame(aggregator.id(), honest, true, 0, 1, List.of(counter(0, "honest", 5))).encode();
    aggregator.receive(only, 0);
    for (int i = 0; i < RetiredWorkers.CAPACITY + 10; i++) {
      WorkerIdentity liar = new WorkerIdentity(new Id(i, 1), 1, 1);
      aggregator.receive(
          new Frame(aggregator.id(), liar, true, 0, 1, List.of(counter(0, "liar", 1))).encode(), i);
    }
    aggregator.receive(only, RetiredWorkers.CAPACITY);
    assertEquals(5, number("honest.value"));
    assertEquals(11, number("tapes.workers.refused.value"));
  }

  @Test
  void tenThousandConnections_thatSayNothingOrNonsense_hinderNobody(@TempDir Path folder)
      throws Exception {
    Path socket = folder.resolve("a.ipc");
    int connects = 10_000;
    try (RegistryAggregator real =
        RegistryAggregator.builder().address("ipc://" + socket).build().start()) {
      Random random = new Random(1);
      for (int i = 0; i < connects; i++) {
        try (SocketChannel peer = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          peer.connect(UnixDomainSocketAddress.of(socket));
          byte[] nonsense = new byte[random.nextInt(200)];
          random.nextBytes(nonsense);
          peer.write(ByteBuffer.wrap(nonsense));
        }
      }
      try (DistributedRegistry registry = DistributedRegistry.create(real.address())) {
        registry.connect();
        registry.counter("c").increment();
        assertTrue(registry.close(Duration.ofSeconds(50)));
      }
      assertEquals(1, real.snapshot().number("c.value"));
    }
  }
}
