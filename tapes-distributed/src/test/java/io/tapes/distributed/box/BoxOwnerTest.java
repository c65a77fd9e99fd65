package io.tapes.distributed.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.AggregatorMain;
import io.tapes.distributed.Await;
import io.tapes.distributed.ChildJvm;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.Foreign;
import io.tapes.distributed.OrderedWorkerMain;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.distributed.RegistryAggregatorBuilder;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A killed worker's black box is counted by its own aggregator, and by no other one. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoxOwnerTest {
  @TempDir Path folder;
  private Path boxes;
  private Path sockets;

  @BeforeEach
  void folders() throws IOException {
    boxes = folder.resolve("boxes");
    sockets = Files.createDirectory(folder.resolve("sockets"));
  }

  private RegistryAggregator aggregator(Path socket, String state) {
    return RegistryAggregator.builder()
        .address("ipc://" + socket)
        .state(folder.resolve(state))
        .blackBoxFolder(boxes)
        .build()
        .start();
  }

  private ChildJvm worker(String address) throws IOException {
    return new ChildJvm(OrderedWorkerMain.class, address, boxes.toString());
  }

  private static void order(ChildJvm worker, String what) throws IOException {
    assertEquals("done", worker.ask(what));
  }

  private static void awaitCount(RegistryAggregator aggregator, long count) throws Exception {
    Await.until(
        "a count of " + count,
        () -> aggregator.snapshot().at("c.value").equals(Optional.of(count)));
  }

  private static void awaitCount(ChildJvm aggregator, String count) throws Exception {
    Await.until("a count of " + count, () -> aggregator.ask("c.value").equals(count));
  }

  private long boxFiles() throws IOException {
    try (Stream<Path> files = Files.list(boxes)) {
      return files.filter(f -> f.toString().endsWith(".box")).count();
    }
  }

  @Test
  void aWorkerThatConnectsThroughASymbolicLink_losesNothing() throws Exception {
    Path real = sockets.resolve("real.ipc");
    Path link = Files.createSymbolicLink(folder.resolve("link.ipc"), real);
    try (RegistryAggregator aggregator = aggregator(real, "state");
        ChildJvm worker = worker("ipc://" + link)) {
      order(worker, "5");
      order(worker, "connect");
      awaitCount(aggregator, 5);
      order(worker, "1000");
      worker.kill();
      awaitCount(aggregator, 1005);
    }
  }

  @Test
  void aLinkWhoseTargetIsMadeAfterTheWorkerBegan_losesNothing() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("later"));
    try (ChildJvm worker = worker("ipc://" + link.resolve("a.ipc"));
        ChildJvm neverConnected = worker("ipc://" + link.resolve("a.ipc"))) {
      order(worker, "5");
      order(neverConnected, "20000");
      Path later = Files.createDirectory(folder.resolve("later"));
      try (RegistryAggregator aggregator = aggregator(later.resolve("a.ipc"), "state")) {
        order(worker, "connect");
        awaitCount(aggregator, 5);
        order(worker, "1000");
        worker.kill();
        awaitCount(aggregator, 1005);
        neverConnected.kill();
        awaitCount(aggregator, 21005);
      }
    }
  }

  @Test
  void aBoxOfAnAggregatorWithAStateFile_waitsForThatFile() throws Exception {
    Path socket = sockets.resolve("a.ipc");
    try (ChildJvm worker = worker("ipc://" + socket);
        ChildJvm stranger = worker("ipc://" + socket)) {
      try (RegistryAggregator first = aggregator(socket, "first.state")) {
        order(worker, "100");
        order(worker, "connect");
        awaitCount(first, 100);
      }
      order(worker, "1000");
      worker.kill();
      order(stranger, "7");
      stranger.kill();
      try (RegistryAggregator another = aggregator(socket, "another.state")) {
        awaitCount(another, 7); // it has looked, and both were there
        Await.until("the end of the stranger's box", () -> boxFiles() == 1);
      }
      try (RegistryAggregator again = aggregator(socket, "first.state")) {
        awaitCount(again, 1100);
      }
    }
    assertEquals(0, boxFiles(), "a black box goes when it is counted for good");
  }

  @Test
  void aBoxOfAnAggregatorWithoutAStateFile_isForTheNextOneAtItsPlace() throws Exception {
    Path socket = sockets.resolve("a.ipc");
    RegistryAggregatorBuilder builder =
        RegistryAggregator.builder().address("ipc://" + socket).blackBoxFolder(boxes);
    try (ChildJvm worker = worker("ipc://" + socket)) {
      try (RegistryAggregator first = builder.build().start()) {
        order(worker, "100");
        order(worker, "connect");
        awaitCount(first, 100);
      }
      order(worker, "1000");
      worker.kill();
      try (RegistryAggregator next = builder.build().start()) {
        awaitCount(next, 1100);
      }
    }
  }

  @Test
  void afterTheFolderIsRemoved_itIsLookedForAgain() throws Exception {
    Path socket = sockets.resolve("a.ipc");
    try (RegistryAggregator aggregator = aggregator(socket, "state")) {
      Path marker =
          AggregatorLockFile.path(boxes, Place.of(Endpoint.parse(aggregator.address()), ""));
      Files.delete(marker);
      Files.delete(boxes);
      Await.until("the marker", () -> Files.exists(marker));
      try (ChildJvm worker = worker(aggregator.address())) {
        order(worker, "1000");
        worker.kill();
        awaitCount(aggregator, 1000);
      }
    }
  }

  @Test
  void whereAnotherUserMadeTheFolderFirst_aKilledWorkerLosesNothing() throws Exception {
    Foreign.requireRoot();
    Path socket = sockets.resolve("a.ipc");
    String address = "ipc://" + socket;
    String taken = "/dev/shm/tapes-0-" + Place.of(Endpoint.parse(address), address).key();
    String begin =
        "mount -t tmpfs -o mode=1777 tmpfs /dev/shm && mkdir -m 700 %s && chown %d %s && exec \"$0\" \"$@\""
            .formatted(taken, Foreign.SOMEBODY, taken);
    List<String> container = List.of("unshare", "--mount", "--net", "sh", "-c", begin);
    Foreign.require(succeeds(container, "true"), "no right to make a container");
    try (ChildJvm aggregator =
        new ChildJvm(container, AggregatorMain.class, address, state(1), "-")) {
      assertEquals("READY", aggregator.readLine());
      try (ChildJvm worker =
          new ChildJvm(entering(aggregator), OrderedWorkerMain.class, address, "-")) {
        order(worker, "5");
        order(worker, "connect");
        awaitCount(aggregator, "5");
        order(worker, "1000");
        worker.kill();
        awaitCount(aggregator, "1005");
      }
    }
  }

  /** Enters a container, a namespace of the kernel that other programs of this test run in. */
  private static List<String> entering(ChildJvm inside) {
    return List.of("nsenter", "--target", "" + inside.pid(), "--mount", "--net");
  }

  /**
   * In each of two containers an aggregator and two workers with the same address, which share
   * nothing but the folder of black boxes. That of the first container is stopped while the others
   * have all the time to take what is not theirs.
   */
  private void twoContainers(String address) throws Exception {
    String begin =
        "mount -t tmpfs tmpfs " + sockets + " && ip link set lo up && exec \"$0\" \"$@\"";
    List<String> container = List.of("unshare", "--mount", "--net", "sh", "-c", begin);
    Foreign.require(succeeds(container, "true"), "no right to make a container");
    List<ChildJvm> all = new ArrayList<>();
    try {
      ChildJvm first = add(all, container, AggregatorMain.class, address, state(1), "" + boxes);
      ChildJvm second = add(all, container, AggregatorMain.class, address, state(2), "" + boxes);
      assertEquals("READY", first.readLine());
      assertEquals("READY", second.readLine());
      ChildJvm one = add(all, entering(first), OrderedWorkerMain.class, address, "" + boxes);
      ChildJvm two = add(all, entering(second), OrderedWorkerMain.class, address, "" + boxes);
      ChildJvm three = add(all, entering(second), OrderedWorkerMain.class, address, "" + boxes);
      ChildJvm unheard = add(all, entering(first), OrderedWorkerMain.class, address, "" + boxes);
      order(one, "100");
      order(one, "connect");
      awaitCount(first, "100");
      order(two, "150");
      order(two, "connect");
      awaitCount(second, "150");

      first.signal("STOP");
      order(one, "1000");
      order(unheard, "7");
      one.kill();
      unheard.kill();
      order(three, "50");
      three.kill();
      awaitCount(second, "200"); // it has looked into the folder since
      first.signal("CONT");
      awaitCount(first, "1107");
      assertEquals("200", second.ask("c.value"));
    } finally {
      for (ChildJvm child : all) {
        child.close();
      }
    }
  }

  private String state(int number) {
    return folder.resolve("state" + number).toString();
  }

  private static ChildJvm add(
      List<ChildJvm> all, List<String> programs, Class<?> main, String... arguments)
      throws IOException {
    ChildJvm child = new ChildJvm(programs, main, arguments);
    all.add(child);
    return child;
  }

  private static boolean succeeds(List<String> programs, String program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(programs);
    command.add(program);
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  @Test
  void twoContainersWithOnePathInFileSystemsOfTheirOwn_countTheirOwnWorkers() throws Exception {
    twoContainers("ipc://" + sockets.resolve("a.ipc"));
  }

  @Test
  void twoContainersWithOnePortInNetworksOfTheirOwn_countTheirOwnWorkers() throws Exception {
    twoContainers("tcp://127.0.0.1:5555");
  }

  @Test
  void aFolderOfThisUser_isForOnePlace_andIsRemovedWithTheLastFile() throws Exception {
    Path socket = sockets.resolve("a.ipc");
    Path own =
        new BoxFolders(null, Sharing.NOBODY).own(Place.of(Endpoint.parse("ipc://" + socket), ""));
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address("ipc://" + socket).build().start();
        DistributedRegistry worker = DistributedRegistry.create("ipc://" + socket)) {
      try (Stream<Path> files = Files.list(own)) {
        assertEquals(2, files.count(), "a marker and a box");
      }
      worker.connect();
      worker.counter("c").increment();
      assertTrue(worker.close(Duration.ofSeconds(50)));
      awaitCount(aggregator, 1);
    }
    assertTrue(Files.notExists(own));
  }
}
