package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A socket file that somebody deletes, or puts something else in place of. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketWatchTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;
  private Path socket;

  @BeforeEach
  void socket() throws IOException {
    socket = folder.toRealPath().resolve("a.ipc");
  }

  private RegistryAggregatorBuilder aggregator() {
    return RegistryAggregator.builder()
        .address("ipc://" + socket)
        .blackBoxFolder(folder.resolve("boxes"));
  }

  private DistributedRegistry worker() {
    DistributedRegistry worker =
        DistributedRegistry.builder().address("ipc://" + socket).blackBox(false).build();
    worker.connect();
    worker.counter("c").increment();
    return worker;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static long rebound(RegistryAggregator aggregator) {
    return (long) aggregator.snapshot().number("tapes.socket.rebound.value");
  }

  @Test
  void aFileThatIsDeleted_isMadeAgain_andWorkersOldAndNewDeliver() throws Exception {
    try (RegistryAggregator aggregator = aggregator().build().start();
        DistributedRegistry old = worker()) {
      Await.until("the first", () -> aggregator.snapshot().at("c").isPresent());
      for (int round = 1; round <= 3; round++) {
        Files.delete(socket);
        int times = round;
        Await.until("another file", () -> rebound(aggregator) == times);
        assertEquals("rw-------", mode(socket));
        try (DistributedRegistry next = worker()) {
          assertTrue(next.close(LONG));
        }
      }
      old.counter("c").increment();
      assertTrue(old.close(LONG));
      assertEquals(5, aggregator.snapshot().number("c.value"));
      assertTrue(aggregator.trouble().isEmpty());
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(
            List.of("a.ipc", "boxes"), left.map(f -> "" + f.getFileName()).sorted().toList());
      }
    }
    assertTrue(Files.notExists(socket));
  }

  @Test
  void theKernelShowsThePublicPath_soThatWhoTidiesUpSparesIt() throws Exception {
    Path table = Path.of("/proc/net/unix");
    Foreign.require(Files.exists(table), "the kernel has no table of sockets");
    try (RegistryAggregator aggregator = aggregator().build().start()) {
      for (int round = 0; round < 2; round++) {
        assertTrue(Files.readString(table).contains(" " + socket + "\n"));
        Files.delete(socket);
        int times = round + 1;
        Await.until("another file", () -> rebound(aggregator) == times);
      }
    }
    assertTrue(!Files.readString(table).contains(" " + socket + "\n"));
  }

  @Test
  void whileSomethingElseLiesThere_workersCannotConnect_whichIsSaid() throws Exception {
    try (RegistryAggregator aggregator = aggregator().build().start()) {
      assertTrue(aggregator.trouble().isEmpty());
      Files.delete(socket);
      Files.createDirectory(socket);
      Await.until("trouble", () -> aggregator.trouble().isPresent());
      assertEquals(
          "workers cannot connect to 'ipc://"
              + socket
              + "': '"
              + socket
              + "' exists and is not a socket; choose another path or move it away",
          aggregator.trouble().get());
      Files.delete(socket);
      Await.until("its end", () -> aggregator.trouble().isEmpty());
      try (DistributedRegistry next = worker()) {
        assertTrue(next.close(LONG));
      }
    }
  }

  @Test
  void aSecondAggregator_isRefused_thoughTheFileIsGone() throws Exception {
    try (ChildJvm first =
        new ChildJvm(
            AggregatorMain.class,
            "ipc://" + socket,
            folder.resolve("state").toString(),
            folder.resolve("boxes").toString())) {
      assertEquals("READY", first.readLine());
      first.signal("STOP");
      Files.delete(socket);
      String message =
          String.valueOf(
              assertThrows(UncheckedIOException.class, () -> aggregator().build().start())
                  .getMessage());
      assertTrue(message.contains("an aggregator listens there already"), message);
      assertTrue(Files.notExists(socket));
      first.kill();
    }
    aggregator().build().start().close();
  }

  @Test
  void aSymbolicLinkAsAddress_isWhereItLeads_alsoToWhatIsNotThereYet() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.ipc"), Path.of("a.ipc"));
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address("ipc://" + link).build().start();
        DistributedRegistry worker = worker()) {
      assertTrue(worker.close(LONG));
      assertEquals(1, aggregator.snapshot().number("c.value"));
      assertTrue(Files.isSymbolicLink(link));
    }
  }

  @Test
  void manyThatConnectAtOnce_waitInTheQueue() throws Exception {
    Path limit = Path.of("/proc/sys/net/core/somaxconn");
    Foreign.require(
        Files.exists(limit) && Integer.parseInt(Files.readAllLines(limit).get(0)) >= 1_000,
        "the kernel lets fewer than 1000 wait");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ChildJvm aggregator = new ChildJvm(AggregatorMain.class, "ipc://" + socket)) {
      assertEquals("READY", aggregator.readLine());
      aggregator.signal("STOP");
      for (int i = 0; i < 1_000; i++) {
        SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(next);
        next.configureBlocking(false);
        assertTrue(next.connect(UnixDomainSocketAddress.of(socket)), i + " wait already");
      }
    } finally {
      for (SocketChannel each : waiting) {
        each.close();
      }
    }
  }

  @Test
  void aGroup_orAMode_letsOthersConnect() throws Exception {
    Foreign.requireRoot();
    RegistryAggregatorBuilder shared = aggregator().group("" + Foreign.SOMEBODY);
    try (RegistryAggregator aggregator = shared.build().start()) {
      assertEquals("rw-rw----", mode(socket));
      assertEquals(Foreign.SOMEBODY, Files.getAttribute(socket, "unix:gid"));
      assertTrue(aggregator.trouble().isEmpty());
    }
    for (String mode : new String[] {"0666", "666", "rw-rw-rw-"}) {
      try (RegistryAggregator aggregator = shared.socketMode(mode).build().start()) {
        assertEquals("rw-rw-rw-", mode(socket));
        assertEquals(Foreign.SOMEBODY, Files.getAttribute(socket, "unix:gid"));
        assertTrue(aggregator.trouble().isEmpty());
      }
    }
  }

  @Test
  void aModeThatIsNone_orLeavesTheOwnerOut_isRefused() {
    for (String mode : new String[] {"", "0", "0060", "rw", "0888", "00660"}) {
      assertThrows(IllegalArgumentException.class, () -> aggregator().socketMode(mode), mode);
    }
  }

  @Test
  void aWorkerOfRoot_andTheAggregatorOfAServiceUser_loseNothing() throws Exception {
    Foreign.requireRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String classPath = Foreign.classPath(Files.createDirectory(folder.resolve("classes")));
    Path services = Files.createDirectory(folder.resolve("service"));
    Foreign.giveAway(services);
    String address = "ipc://" + services.toRealPath().resolve("a.ipc");
    String group = "" + Foreign.SOMEBODY;
    String state = services.resolve("state").toString();
    try (ChildJvm aggregator =
            new ChildJvm(
                Foreign.asSomebody(),
                classPath,
                AggregatorMain.class,
                address,
                state,
                "-",
                "-",
                group);
        ChildJvm worker = new ChildJvm(OrderedWorkerMain.class, address, "-", group);
        ChildJvm unheard = new ChildJvm(OrderedWorkerMain.class, address, "-", group)) {
      assertEquals("READY", aggregator.readLine());
      assertEquals("done", unheard.ask("20000"));
      unheard.kill();
      assertEquals("done", worker.ask("5"));
      assertEquals("done", worker.ask("connect"));
      Await.until("the first", () -> aggregator.ask("c.value").equals("20005"));
      assertEquals("done", worker.ask("1000"));
      worker.kill();
      Await.until("all", () -> aggregator.ask("c.value").equals("21005"));
    }
  }
}
