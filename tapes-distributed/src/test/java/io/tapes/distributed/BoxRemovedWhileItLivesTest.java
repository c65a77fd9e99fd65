package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody clears the folder of black boxes while workers and aggregator live: nothing is lost. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoxRemovedWhileItLivesTest {
  @TempDir Path folder;

  private Path boxes() {
    return folder.resolve("boxes");
  }

  private String address() {
    return "ipc://" + folder.resolve("a.ipc");
  }

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address(address())
        .state(folder.resolve("state"))
        .blackBoxFolder(boxes())
        .build()
        .start();
  }

  private ChildJvm worker() throws IOException {
    return new ChildJvm(OrderedWorkerMain.class, address(), boxes().toString());
  }

  private static void order(ChildJvm worker, String what) throws IOException {
    assertEquals("done", worker.ask(what));
  }

  private static void awaitCount(RegistryAggregator aggregator, long count) throws Exception {
    Await.until(
        "a count of " + count,
        () -> aggregator.snapshot().at("c.value").equals(Optional.of(count)));
  }

  private List<Path> boxFiles() throws IOException {
    if (Files.notExists(boxes())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(boxes())) {
      return files.filter(file -> file.toString().endsWith(".box")).toList();
    }
  }

  private void removeFolder() throws IOException {
    try (Stream<Path> all = Files.walk(boxes())) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void awaitBox() throws Exception {
    Await.until("another box", () -> boxFiles().size() == 1);
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(boxes())));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(boxFiles().get(0))));
  }

  @Test
  void theFolderIsRemoved_andTheWorkerKilledWhileNobodyListens() throws Exception {
    try (ChildJvm worker = worker()) {
      try (RegistryAggregator aggregator = aggregator()) {
        order(worker, "10000");
        order(worker, "connect");
        awaitCount(aggregator, 10_000);
      }
      order(worker, "110");
      removeFolder();
      awaitBox();
      order(worker, "1000");
      worker.kill();
      try (RegistryAggregator again = aggregator()) {
        awaitCount(again, 11_110);
      }
    }
  }

  @Test
  void theFolderIsRemoved_beforeTheWorkerHasConnected() throws Exception {
    try (ChildJvm worker = worker()) {
      order(worker, "100");
      removeFolder();
      awaitBox();
      order(worker, "10");
      worker.kill();
      try (RegistryAggregator aggregator = aggregator()) {
        awaitCount(aggregator, 110);
      }
    }
  }

  @Test
  void theFolderIsRemoved_againAndAgain_andTheAggregatorFindsIt() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        ChildJvm worker = worker()) {
      order(worker, "100");
      order(worker, "connect");
      awaitCount(aggregator, 100);
      for (int round = 1; round <= 3; round++) {
        order(worker, "100");
        removeFolder();
        awaitBox();
      }
      order(worker, "1000");
      worker.kill();
      awaitCount(aggregator, 1_400);
      Await.until("the end of the box", () -> boxFiles().isEmpty());
      assertEquals(1, aggregator.snapshot().number("tapes.blackbox.recovered.value"));
    }
  }

  @Test
  void onlyTheFileIsRemoved() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        ChildJvm worker = worker()) {
      order(worker, "100");
      order(worker, "connect");
      awaitCount(aggregator, 100);
      Files.delete(boxFiles().get(0));
      awaitBox();
      order(worker, "1000");
      worker.kill();
      awaitCount(aggregator, 1_100);
    }
  }
}
