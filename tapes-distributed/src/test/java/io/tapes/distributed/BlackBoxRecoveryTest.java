package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a killed worker had recorded and not delivered is counted, and once. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlackBoxRecoveryTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private static final String RECOVERED = "tapes.blackbox.recovered.value";

  @TempDir Path folder;

  private Path boxes() {
    return folder.resolve("boxes");
  }

  private Path ledger() {
    return folder.resolve("ledger");
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

  private DistributedRegistryBuilder worker() {
    return DistributedRegistry.builder().address(address()).blackBoxFolder(boxes());
  }

  private long boxFiles(String suffix) throws IOException {
    if (Files.notExists(boxes())) {
      return 0;
    }
    try (Stream<Path> files = Files.list(boxes())) {
      return files.filter(f -> f.getFileName().toString().endsWith(suffix)).count();
    }
  }

  private void recordAndKill(String... commonTag) throws Exception {
    Files.deleteIfExists(ledger());
    List<String> arguments =
        new ArrayList<>(List.of(address(), boxes().toString(), ledger().toString(), "1000000000"));
    arguments.addAll(List.of(commonTag));
    try (ChildJvm worker = new ChildJvm(LedgerMain.class, arguments.toArray(new String[0]))) {
      Await.until("records", () -> Ledger.Entry.read(ledger()).done() > 20_000);
      worker.kill();
    }
  }

  private static double number(RegistryAggregator aggregator, String path) {
    return aggregator.snapshot().at(path).map(n -> ((Number) n).doubleValue()).orElse(0.0);
  }

  private void assertAll(RegistryAggregator aggregator) throws Exception {
    Ledger.Entry entry = Ledger.Entry.read(ledger());
    for (String path :
        new String[] {"c.value", "m.count", "h.count", "t.count", "d.count", "g.value"}) {
      Await.until(path, () -> entry.admits(number(aggregator, path)));
    }
    assertTrue(entry.admits((double) AggregatorMain.jobs(aggregator.snapshot(), "ledger")));
    Await.until("the end of the file", () -> boxFiles(".box") == 0);
  }

  @Test
  void aWorkerThatIsKilled_losesNothing() throws Exception {
    try (RegistryAggregator aggregator = aggregator()) {
      recordAndKill();
      assertAll(aggregator);
      assertEquals(1, number(aggregator, "tapes.workers.lost.value"));
      assertEquals(1, number(aggregator, "tapes.blackbox.recovered.value"));
    }
  }

  @Test
  void aWorkerWithCommonTagsThatIsKilled_losesNothing_underItsTags() throws Exception {
    for (boolean seen : new boolean[] {true, false}) {
      String host = seen ? "seen" : "unseen";
      if (seen) {
        try (RegistryAggregator aggregator = aggregator()) {
          recordAndKill(host);
          Await.until("recovered", () -> number(aggregator, RECOVERED) == 1);
        }
      } else {
        recordAndKill(host);
      }
      Ledger.Entry entry = Ledger.Entry.read(ledger());
      try (RegistryAggregator aggregator = aggregator()) {
        for (String path : new String[] {"c.%s.value", "m.%s.count", "t.%s.count", "g.%s.value"}) {
          String tagged = path.formatted("{host=" + host + "}");
          Await.until(tagged, () -> entry.admits(number(aggregator, tagged)));
        }
        assertTrue(entry.admits(number(aggregator, "own.{host=" + host + ",n=ledger}.value")));
        assertTrue(aggregator.snapshot().at("c.value").isEmpty(), "nothing without the tag");
      }
    }
  }

  @Test
  void aWorkerThatNoAggregatorEverSaw_isCountedByTheOneThatComesLater_once() throws Exception {
    recordAndKill();
    for (int round = 0; round < 3; round++) {
      try (RegistryAggregator aggregator = aggregator()) {
        assertAll(aggregator);
      }
    }
  }

  @Test
  void whatKilledAggregatorsLeaveInTheFolder_goesWithTheNext() throws Exception {
    try (ChildJvm killed = child("killed");
        ChildJvm lives = child("lives")) {
      killed.kill();
      assertEquals(2, boxFiles(".aggregator"));
      try (RegistryAggregator aggregator = aggregator();
          DistributedRegistry registry = worker().build()) {
        assertEquals(2, boxFiles(".aggregator"), "that of the one that lives, and the new one");
        registry.connect();
        registry.counter("c").increment();
        Await.until("c", () -> number(aggregator, "c.value") == 1);
        try (ChildJvm another = child("another")) {
          assertEquals(3, boxFiles(".aggregator"));
          another.kill();
        }
        lives.signal("STOP");
        try (ChildJvm last = child("last")) {
          assertEquals(3, boxFiles(".aggregator"), "that of 'another' is gone");
          assertEquals("-1", last.ask("c"));
        }
        lives.signal("CONT");
        assertTrue(registry.close(LONG));
      }
    }
    try (RegistryAggregator aggregator = aggregator()) {
      assertEquals(1, number(aggregator, "c.value"));
      assertEquals(1, boxFiles(".aggregator"));
      assertEquals(0, boxFiles(".tmp"));
    }
    assertEquals(0, boxFiles(".aggregator"));
  }

  private ChildJvm child(String name) throws IOException {
    ChildJvm child =
        new ChildJvm(
            AggregatorMain.class,
            "ipc://" + folder.resolve(name + ".ipc"),
            folder.resolve(name + ".state").toString(),
            boxes().toString());
    assertEquals("READY", child.readLine());
    return child;
  }

  @Test
  void aCleanClose_leavesNoFile() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry registry = worker().build()) {
      assertEquals(1, boxFiles(".box"));
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(boxes())));
      registry.connect();
      registry.counter("c").increment();
      assertTrue(registry.close(LONG));
      assertEquals(0, boxFiles(".box"));
      assertEquals(1, number(aggregator, "c.value"));
    }
    assertEquals(0, boxFiles(".aggregator"));
  }

  @Test
  void aCloseThatNobodyAnswered_isCountedByTheAggregatorThatComesLater() throws Exception {
    try (DistributedRegistry registry = worker().build()) {
      registry.connect();
      registry.counter("c").increment(4);
      registry.counter("gone").increment(3);
      registry.remove("gone");
      assertFalse(registry.close(Duration.ofMillis(20)));
      // What is recorded after it has returned is in no file any more.
      registry.counter("c").increment(100);
      registry.counter("late").increment();
    }
    try (RegistryAggregator aggregator = aggregator()) {
      Await.until("the box", () -> number(aggregator, RECOVERED) == 1);
      assertEquals(4, number(aggregator, "c.value"));
      assertEquals(3, number(aggregator, "gone.value"));
      assertFalse(aggregator.snapshot().at("late").isPresent());
    }
  }

  @Test
  void aDamagedBox_isSetAside_andHarmsNobody() throws Exception {
    try (RegistryAggregator aggregator = aggregator()) {
      try (DistributedRegistry registry = worker().build()) {
        registry.counter("lost").increment();
        Path box;
        try (Stream<Path> files = Files.list(boxes())) {
          box = files.filter(f -> f.toString().endsWith(".box")).findFirst().orElseThrow();
        }
        String name = box.getFileName().toString();
        String other = name.substring(0, name.lastIndexOf('-') + 1) + "0".repeat(32) + ".box";
        Files.writeString(box.resolveSibling(other), "not a box");
        Await.until("it", () -> number(aggregator, "tapes.blackbox.rejected.value") == 1);
        assertEquals(1, boxFiles(".refused"));
        registry.connect();
        assertTrue(registry.close(LONG));
      }
      assertEquals(1, number(aggregator, "lost.value"));
    }
  }

  @Test
  void aFolderThatOthersMayEnter_isRefused_andRecordingGoesOn() throws Exception {
    Files.createDirectory(boxes());
    Files.setPosixFilePermissions(boxes(), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThrows(UncheckedIOException.class, this::aggregator);
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address(address()).build().start();
        DistributedRegistry registry = worker().build()) {
      assertEquals(0, boxFiles(".box"));
      registry.connect();
      registry.counter("c").increment();
      assertTrue(registry.close(LONG));
      assertEquals(1, number(aggregator, "c.value"));
    }
  }

  @Test
  void withoutBlackBox_thereIsNoFile() throws Exception {
    try (DistributedRegistry registry = worker().blackBox(false).build()) {
      registry.counter("c").increment();
      assertEquals(0, boxFiles(".box"));
    }
  }
}
