package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.distributed.link.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys on tcp://, with real sockets. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CurveTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final String REFUSED = "tapes.connections.refused.value";
  private static final String BROKEN = "tapes.connections.broken.value";

  private final CurveKeyPair server = CurveKeyPair.generate();
  private final CurveKeyPair known = CurveKeyPair.generate();
  private final CurveKeyPair unknown = CurveKeyPair.generate();

  @TempDir Path folder;

  private RegistryAggregatorBuilder aggregator(String address) {
    return RegistryAggregator.builder().address(address).blackBoxFolder(folder.resolve("boxes"));
  }

  private RegistryAggregator start(CurveKeyPair keys) {
    return aggregator("tcp://127.0.0.1:0").keys(keys).build().start();
  }

  private DistributedRegistryBuilder worker(String address) {
    return DistributedRegistry.builder()
        .address(address)
        .blackBoxFolder(folder.resolve("boxes"))
        .flushInterval(Duration.ofMillis(20));
  }

  private static void work(DistributedRegistry registry) {
    registry.connect();
    for (int i = 0; i < 1_000; i++) {
      registry.counter("c").increment();
      registry.timer("t").record(Duration.ofNanos(i));
    }
  }

  private static double number(RegistryAggregator aggregator, String path) {
    return aggregator.snapshot().at(path).map(n -> ((Number) n).doubleValue()).orElse(0.0);
  }

  private static void assertTotals(RegistryAggregator aggregator, int workers) {
    assertEquals(1_000.0 * workers, number(aggregator, "c.value"));
    assertEquals(1_000.0 * workers, number(aggregator, "t.count"));
    assertEquals(0, number(aggregator, "tapes.frames.rejected.value"));
  }

  private void deliver(RegistryAggregator to, String address) {
    List<DistributedRegistry> workers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      workers.add(worker(address).serverKey(server.publicKey()).build());
      work(workers.get(i));
    }
    workers.forEach(worker -> assertTrue(worker.close(LONG)));
    assertTotals(to, 3);
    assertEquals(0, number(to, REFUSED));
  }

  @Test
  void overLoopback_totalsAreExact() {
    try (RegistryAggregator aggregator = start(server)) {
      deliver(aggregator, aggregator.address());
    }
  }

  @Test
  void overIpv6_totalsAreExact() {
    try (RegistryAggregator aggregator = aggregator("tcp://[::1]:0").keys(server).build().start()) {
      assertTrue(aggregator.address().startsWith("tcp://[::1]:"), aggregator.address());
      deliver(aggregator, aggregator.address());
    }
  }

  @Test
  void overAnAddressThatOtherHostsMayReach_totalsAreExact() throws IOException {
    try (RegistryAggregator aggregator =
        aggregator("tcp://0.0.0.0:0").keys(server).build().start()) {
      String port = aggregator.address().substring(aggregator.address().lastIndexOf(':'));
      deliver(aggregator, "tcp://" + anAddressOfThisHost() + port);
    }
  }

  /** The loopback address where there is no network at all. */
  private static String anAddressOfThisHost() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
        .map(InetAddress::getHostAddress)
        .filter(a -> !a.contains(":"))
        .findFirst()
        .orElse("127.0.0.1");
  }

  @Test
  void aRelay_deliversUpstream() throws Exception {
    Path list = Files.writeString(folder.resolve("relays"), known.publicKey() + " the relay\n");
    try (RegistryAggregator top =
            aggregator("tcp://127.0.0.1:0").keys(server).allow(list).build().start();
        RegistryAggregator relay =
            aggregator("ipc://" + folder.resolve("relay.ipc"))
                .state(folder.resolve("relay.state"))
                .stateInterval(Duration.ofMillis(50))
                .upstream(top.address())
                .upstreamKey(server.publicKey())
                .keys(known)
                .build()
                .start();
        DistributedRegistry worker = worker(relay.address()).build()) {
      work(worker);
      assertTrue(worker.close(LONG));
      Await.until("upstream", () -> number(top, "t.count") == 1_000);
      assertTotals(top, 1);
    }
  }

  @Test
  void wrongServerKey_deliversNothing_isCounted_andRecovers() throws Exception {
    DistributedRegistry worker;
    String address;
    try (RegistryAggregator other = start(unknown)) {
      address = other.address();
      worker = worker(address).serverKey(server.publicKey()).build();
      work(worker);
      Await.until("refused", () -> number(other, REFUSED) > 0);
      Await.until("seen", () -> failures(worker) > 0);
      assertFalse(worker.isConnected());
      assertEquals(0, number(other, "tapes.frames.value"));
      assertTrue(other.snapshot().at("c").isEmpty());
    }
    try (RegistryAggregator right = aggregator(address).keys(server).build().start()) {
      Await.until("connected", worker::isConnected);
      assertTrue(worker.close(LONG));
      assertFalse(worker.isConnected());
      assertTotals(right, 1);
    }
  }

  private static double failures(Registry worker) {
    return worker
        .snapshot()
        .at("tapes.connections.failed.value")
        .map(n -> ((Number) n).doubleValue())
        .orElse(0.0);
  }

  @Test
  void aWorkerThatIsNotOnTheList_isRefused_untilItIs() throws Exception {
    Path list = Files.createDirectory(folder.resolve("workers"));
    known.write(list.resolve("known"));
    try (RegistryAggregator aggregator =
            aggregator("tcp://127.0.0.1:0").keys(server).allow(list).build().start();
        DistributedRegistry one =
            worker(aggregator.address()).serverKey(server.publicKey()).keys(known).build();
        DistributedRegistry two =
            worker(aggregator.address()).serverKey(server.publicKey()).keys(unknown).build();
        DistributedRegistry anonymous =
            worker(aggregator.address()).serverKey(server.publicKey()).build()) {
      work(two);
      work(anonymous);
      Await.until("refused", () -> number(aggregator, REFUSED) >= 2);
      assertEquals(0, number(aggregator, "tapes.frames.value"));
      work(one);
      assertTrue(one.close(LONG));
      assertTotals(aggregator, 1);
      unknown.write(list.resolve("two"));
      Await.until("let in", two::isConnected);
      assertTrue(two.close(LONG));
      assertTotals(aggregator, 2);
      assertFalse(anonymous.isConnected());
      assertFalse(anonymous.close(Duration.ZERO));
      assertTotals(aggregator, 2);
    }
  }

  @Test
  void aWorkerWithoutKeys_reachesNothingBehindThem() throws Exception {
    try (RegistryAggregator aggregator = start(server);
        DistributedRegistry plain = worker(aggregator.address()).build()) {
      work(plain);
      Await.until("counted", () -> number(aggregator, BROKEN) > 0);
      assertFalse(plain.isConnected());
      assertEquals(0, number(aggregator, "tapes.frames.value"));
      assertFalse(plain.close(Duration.ZERO));
    }
  }

  @Test
  void aWorkerWithKeys_tellsNothingToWhoHasNone() throws Exception {
    try (RegistryAggregator plain = aggregator("tcp://127.0.0.1:0").build().start();
        Wiretap tap = new Wiretap(port(plain));
        DistributedRegistry worker =
            worker("tcp://127.0.0.1:" + tap.port()).serverKey(server.publicKey()).build()) {
      worker.counter("very.secret").increment();
      work(worker);
      Await.until("counted", () -> number(plain, BROKEN) > 0);
      Await.until("seen", () -> failures(worker) > 0);
      assertEquals(0, number(plain, "tapes.frames.value"));
      assertFalse(tap.hasHeard("very.secret"));
      assertFalse(worker.close(Duration.ZERO));
    }
  }

  private static int port(RegistryAggregator aggregator) {
    return Endpoint.parse(aggregator.address()).port();
  }

  @Test
  void onTheWire_namesAreHidden_andWhatWasSentCannotBeSentAgain() throws Exception {
    for (boolean keys : new boolean[] {false, true}) {
      RegistryAggregatorBuilder builder = aggregator("tcp://127.0.0.1:0");
      try (RegistryAggregator aggregator = (keys ? builder.keys(server) : builder).build().start();
          Wiretap tap = new Wiretap(port(aggregator))) {
        DistributedRegistryBuilder to = worker("tcp://127.0.0.1:" + tap.port());
        try (DistributedRegistry worker = (keys ? to.serverKey(server.publicKey()) : to).build()) {
          worker.counter("very.secret").increment();
          work(worker);
          assertTrue(worker.close(LONG));
        }
        assertEquals(!keys, tap.hasHeard("very.secret"));
        if (keys) {
          replay(tap.heard(), port(aggregator));
          Await.until("refused", () -> number(aggregator, REFUSED) > 0);
          assertEquals(0, number(aggregator, "tapes.frames.stale.value"));
        }
        assertTotals(aggregator, 1);
      }
    }
  }

  private static void replay(byte[] bytes, int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream()) {
      out.write(bytes);
      out.flush();
      socket.setSoTimeout(2_000);
      while (socket.getInputStream().read() >= 0) {
        // Until it is thrown out, or nothing more comes.
      }
    } catch (IOException thrownOut) {
      // As it should be.
    }
  }

  @Test
  void keysThatAreMissing_orOfNoUse_areRefusedWithASentence() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), "");
    String far = "tcp://192.0.2.1:5555";
    assertRefused("by keys(pair) or --key FILE", () -> aggregator("tcp://0.0.0.0:0").build());
    assertRefused("by serverKey(", () -> worker(far).build());
    assertRefused("by serverKey(", () -> worker("tcp://127.0.0.1:1").keys(known).build());
    assertRefused("by serverKey(", () -> DistributedRegistry.create(far));
    assertRefused("needs no keys", () -> worker("ipc://x").serverKey(server.publicKey()).build());
    assertRefused("needs no keys", () -> aggregator("ipc://x").keys(server).build());
    assertRefused("of no use", () -> aggregator("tcp://127.0.0.1:0").allow(list).build());
    assertRefused(
        "by upstreamKey(",
        () -> aggregator("ipc://x").state(folder.resolve("s")).upstream(far).keys(server).build());
  }

  private static void assertRefused(String part, Runnable build) {
    String message = assertThrows(IllegalArgumentException.class, build::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
