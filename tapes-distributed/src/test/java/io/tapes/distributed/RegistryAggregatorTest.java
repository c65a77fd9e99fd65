package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.DoubleCounter;
import io.tapes.ManualClock;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistryAggregatorTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.ipc");
  }

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder().address("ipc://" + file()).build();
  }

  private void assertWorks() {
    try (RegistryAggregator aggregator = aggregator().start();
        DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      registry.connect();
      registry.counter("c").increment();
      assertTrue(registry.close(LONG));
      assertEquals(1, aggregator.snapshot().number("c.value"));
    }
  }

  private String refusal() {
    try (RegistryAggregator aggregator = aggregator()) {
      return assertThrows(UncheckedIOException.class, aggregator::start).getMessage();
    }
  }

  @Test
  void theSocketFile_isItsOwnersOnly_andRemovedOnClose() throws Exception {
    try (RegistryAggregator aggregator = aggregator()) {
      assertSame(aggregator, aggregator.start());
      assertSame(aggregator, aggregator.start());
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
      assertFalse(Files.isRegularFile(file()));
      // Nothing else is left of how it came there.
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(file()), files.toList());
      }
    }
    assertFalse(Files.exists(file()));
    assertWorks();
  }

  @Test
  void aSocketFileThatNobodyServes_isReplaced() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(file()));
    }
    assertTrue(Files.exists(file()));
    assertWorks();
  }

  @Test
  void aLivingAggregator_isNotDisturbed() {
    try (RegistryAggregator first = aggregator().start();
        DistributedRegistry registry = DistributedRegistry.create(first.address())) {
      assertTrue(refusal().contains("listens on"), refusal());
      registry.connect();
      registry.counter("c").increment();
      assertTrue(registry.close(LONG));
    }
  }

  @Test
  void filesAndFolders_areRefusedAndStay() throws Exception {
    Files.writeString(file(), "somebody's");
    assertTrue(refusal().contains("is not a socket"), refusal());
    assertEquals("somebody's", Files.readString(file()));
    Files.delete(file());
    Files.createDirectory(file());
    assertTrue(refusal().contains("is not a socket"), refusal());
    assertTrue(Files.isDirectory(file()));
  }

  @Test
  void aMissingFolder_isNamed() {
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address("ipc://" + folder.resolve("no/a.ipc")).build()) {
      String message = assertThrows(UncheckedIOException.class, aggregator::start).getMessage();
      assertTrue(message.contains(folder.resolve("no") + "' of the socket file does not exist"));
    }
  }

  @Test
  void aPortInUse_isNamed_andPortZeroChoosesOne() {
    try (RegistryAggregator first =
            RegistryAggregator.builder().address("tcp://localhost:0").build().start();
        RegistryAggregator second = RegistryAggregator.builder().address(first.address()).build();
        DistributedRegistry registry = DistributedRegistry.create(first.address())) {
      String message = assertThrows(UncheckedIOException.class, second::start).getMessage();
      assertTrue(message.contains("in use already"), message);
      registry.connect();
      registry.meter("m").mark(5);
      assertTrue(registry.close(LONG));
      assertEquals(5, first.snapshot().number("m.count"));
      assertEquals(0, first.selfMetrics().orElseThrow().counter("tapes.conflicts").value());
    }
  }

  @Test
  void garbage_isCountedAndHarmsNobody() throws Exception {
    try (RegistryAggregator aggregator = aggregator().start();
        ZContext context = new ZContext();
        ZMQ.Socket vandal = context.createSocket(SocketType.XPUB);
        DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      registry.connect();
      vandal.setSndHWM(100_000);
      vandal.setHandshakeIvl(300);
      vandal.connect(aggregator.address());
      byte[] subscription = vandal.recv();
      while (subscription[2] != 'F') { // it asks for its capabilities, too
        subscription = vandal.recv();
      }
      byte[] topic = Arrays.copyOfRange(subscription, 1, subscription.length);
      Random random = new Random(1);
      for (int i = 0; i < 5_000; i++) {
        byte[] message = Arrays.copyOf(topic, topic.length + random.nextInt(200));
        for (int j = topic.length; j < message.length; j++) {
          message[j] = (byte) random.nextInt();
        }
        vandal.send(message);
      }
      registry.counter("c").increment();
      Await.until(
          "the garbage",
          () -> aggregator.snapshot().number("tapes.frames.rejected.value") == 5_000);
      assertTrue(registry.close(LONG));
      assertEquals(1, aggregator.snapshot().number("c.value"));
      assertEquals(0, aggregator.snapshot().number("tapes.workers.value"));
    }
  }

  @Test
  void twoWorkers_giveTheQuantilesOfOneRegistryThatRecordedEverything() {
    ManualClock clock = new ManualClock();
    Registry alone = Registry.builder().clock(clock).build();
    Random random = new Random(7);
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address("ipc://" + file()).clock(clock).build().start();
        DistributedRegistry a = DistributedRegistry.create(aggregator.address());
        DistributedRegistry b = DistributedRegistry.create(aggregator.address())) {
      a.connect();
      b.connect();
      for (int i = 0; i < 50_000; i++) {
        long nanos = (long) Math.exp(random.nextDouble() * 30);
        (i % 3 == 0 ? a : b).timer("t").record(nanos, TimeUnit.NANOSECONDS);
        alone.timer("t").record(nanos, TimeUnit.NANOSECONDS);
      }
      assertTrue(a.close(LONG));
      assertTrue(b.close(LONG));
      clock.advance(Duration.ofSeconds(5));
      SeriesId id = new SeriesId("t", Tags.empty());
      Series expected = alone.snapshot().series(id).orElseThrow();
      Series actual = aggregator.snapshot().series(id).orElseThrow();
      assertEquals(expected, actual);
      assertEquals(expected.fields(), actual.fields());
    }
  }

  @Test
  void aDecrementedCounter_isOneInTheAggregateToo() {
    try (RegistryAggregator aggregator = aggregator().start();
        DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      registry.counter("c").increment(5);
      registry.counter("c").decrement();
      registry.connect();
      assertTrue(registry.close(LONG));
      assertEquals(
          registry.snapshot().find(new SeriesId("c", Tags.empty())),
          aggregator.snapshot().find(new SeriesId("c", Tags.empty())));
      assertEquals(1, aggregator.snapshot().number("tapes.counter.decrements.value"));
    }
  }

  @Test
  void upDownCounters_addUpOverWorkers_thatFallAndThatEnd() {
    try (RegistryAggregator aggregator = aggregator().start();
        DistributedRegistry first = DistributedRegistry.create(aggregator.address());
        DistributedRegistry second = DistributedRegistry.create(aggregator.address())) {
      SeriesId open = new SeriesId("open", Tags.empty());
      first.metric("open").upDownCounter().add(5);
      first.metric("open").upDownCounter().decrement(2);
      second.metric("open").upDownCounter().add(-10);
      first.connect();
      second.connect();
      assertTrue(first.close(LONG));
      assertTrue(second.close(LONG));
      Series ended = aggregator.snapshot().series(open).orElseThrow();
      assertEquals(new SumValue(-7, 12), ended.value());
      assertEquals(MetricKind.UP_DOWN_COUNTER, ended.kind());
    }
  }

  @Test
  void followedCounters_addUpOverWorkers() {
    AtomicLong bytes = new AtomicLong(700);
    try (RegistryAggregator aggregator = aggregator().start();
        DistributedRegistry first = DistributedRegistry.create(aggregator.address());
        DistributedRegistry second = DistributedRegistry.create(aggregator.address())) {
      first.metric("nic.bytes").followedCounter(bytes::get);
      first.metric("wait").followedTimer(() -> 3, () -> 2_500_000_000L);
      second.metric("wait").followedTimer(() -> 1, () -> 1_500_000_000L);
      second.metric("nic.bytes").followedCounter(bytes::get);
      first.connect();
      second.connect();
      assertTrue(first.close(LONG));
      bytes.set(1_000);
      assertTrue(second.close(LONG));
      assertEquals(1_700, aggregator.snapshot().number("nic.bytes.value"));
      assertEquals(4, aggregator.snapshot().number("wait.count"));
      assertEquals(4, aggregator.snapshot().number("wait.total"));
    }
  }

  @Test
  void doubleCounters_addUpOverWorkers_toTheLastDigit() {
    try (RegistryAggregator aggregator = aggregator().start();
        DistributedRegistry first = DistributedRegistry.create(aggregator.address());
        DistributedRegistry second = DistributedRegistry.create(aggregator.address())) {
      DoubleCounter large = first.metric("cost").unit("euros").doubleCounter();
      DoubleCounter small = second.metric("cost").unit("euros").doubleCounter();
      large.add(1e15);
      for (int i = 0; i < 1_000_000; i++) {
        large.add(0.1);
        small.add(1e-3);
      }
      first.connect();
      second.connect();
      assertTrue(first.close(LONG));
      assertTrue(second.close(LONG));
      Series cost = aggregator.snapshot().series(new SeriesId("cost", Tags.empty())).orElseThrow();
      assertEquals(MetricKind.DOUBLE_COUNTER, cost.kind());
      assertEquals("euros", cost.info().unit());
      assertEquals(1e15 + 101_000, cost.value().asSum().toDouble());
    }
  }

  @Test
  void nearlyAHundredThousandSeries_arriveInManyFrames() throws Exception {
    int series = 99_900; // with those of aggregator and worker, below the limit of 100,000
    try (RegistryAggregator aggregator = aggregator().start();
        DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      for (int i = 0; i < series; i++) {
        registry.counter("c", Tags.of("n", "" + i)).increment(i);
      }
      registry.connect();
      assertTrue(registry.close(LONG));
      long sum = 0;
      int arrived = 0;
      for (Series one : aggregator.snapshot().series()) {
        if (one.id().name().equals("c")) {
          arrived++;
          sum += one.value().asSum().value();
        }
      }
      assertEquals(series, arrived);
      assertEquals((long) series * (series - 1) / 2, sum);
    }
  }

  @Test
  void anAggregatorThatReceivesNothingAnyMore_saysSo() throws Exception {
    try (RegistryAggregator aggregator = aggregator().start()) {
      assertTrue(aggregator.failure().isEmpty());
      // As if the library failed for good: it waits for the sockets to be closed.
      ZMQ.Context library = aggregator.receiver().context().getContext();
      Thread breaking = new Thread(library::term);
      breaking.start();
      Await.until("the end", () -> aggregator.failure().isPresent());
      String problem = aggregator.failure().orElseThrow();
      assertTrue(problem.contains(aggregator.address()) && problem.contains("ended"), problem);
      assertEquals(problem, aggregator.trouble().orElseThrow());
      breaking.join();
    }
  }

  @Test
  void aTimeoutThatIsShorterThanTwoSignsOfLife_isRefused() {
    RegistryAggregatorBuilder builder = RegistryAggregator.builder();
    assertThrows(
        IllegalArgumentException.class, () -> builder.heartbeatTimeout(Duration.ofMillis(1_999)));
    assertEquals(builder, builder.heartbeatTimeout(Duration.ofSeconds(2)));
  }

  @Test
  void closeWithoutAnAggregator_returnsFalseAfterTheTimeout() {
    // Its black box stays for an aggregator that comes later; not in this user's folder, though.
    try (DistributedRegistry registry =
        DistributedRegistry.builder()
            .address("ipc://" + file())
            .blackBoxFolder(folder.resolve("boxes"))
            .build()) {
      registry.connect();
      registry.counter("c").increment();
      assertFalse(registry.close(Duration.ofMillis(50)));
      assertEquals(1, registry.snapshot().number("c.value"));
      assertThrows(IllegalStateException.class, registry::connect);
    }
  }

  @Test
  void aLimitBelowAMebibyte_isRefused() {
    RegistryAggregatorBuilder builder = RegistryAggregator.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.memoryLimit((1 << 20) - 1));
    assertEquals(1 << 20, builder.memoryLimit(1 << 20).memoryBytes());
  }
}
