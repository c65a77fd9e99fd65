package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an aggregator knows survives its end, in its state file. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StateTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  private RegistryAggregatorBuilder builder() {
    return RegistryAggregator.builder()
        .address("ipc://" + folder.resolve("a.ipc"))
        .state(folder.resolve("state"));
  }

  private RegistryAggregator start() {
    return builder().build().start();
  }

  @Test
  void aNewStateFile_isWrittenBeforeAnybodyConnects() throws Exception {
    try (RegistryAggregator aggregator = start()) {
      assertTrue(aggregator.trouble().isEmpty());
      assertTrue(Files.size(folder.resolve("state")) > 0);
    }
  }

  private static void deliver(String address, int events) {
    try (DistributedRegistry registry = DistributedRegistry.create(address)) {
      registry.connect();
      registry.counter("c", Tags.of("a", "b")).increment(events);
      registry.meter("m").mark(events);
      registry.timer("t").record(events, TimeUnit.SECONDS);
      registry.gauge("sum", Aggregation.SUM).set(events);
      registry.gauge("all", Aggregation.ALL).set(events);
      registry.gauge("live").set(events);
      assertTrue(registry.close(LONG));
    }
  }

  @Test
  void sumsOfWorkersThatHaveEnded_surviveARestart() {
    for (int round = 1; round <= 3; round++) {
      try (RegistryAggregator aggregator = start()) {
        deliver(aggregator.address(), 5);
        assertEquals(5.0 * round, aggregator.snapshot().number("c.{a=b}.value"));
        assertEquals(5.0 * round, aggregator.snapshot().number("m.count"));
        assertEquals(round, aggregator.snapshot().number("t.count"));
        assertEquals(5.0 * round, aggregator.snapshot().number("sum.value"));
        assertEquals(
            round,
            aggregator.snapshot().series().stream().filter(s -> s.name().equals("all")).count());
        assertFalse(aggregator.snapshot().at("live").isPresent());
      }
    }
  }

  @Test
  void aGoodbyeThatWasAnswered_isInTheFile_whateverHappensThen() throws Exception {
    Path address = folder.resolve("a.ipc");
    Path state = folder.resolve("state");
    for (int round = 1; round <= 4; round++) {
      try (ChildJvm aggregator =
          new ChildJvm(AggregatorMain.class, "ipc://" + address, state.toString())) {
        assertEquals("READY", aggregator.readLine());
        deliver("ipc://" + address, 5);
        aggregator.kill();
      }
    }
    try (RegistryAggregator last = start()) {
      assertEquals(20, last.snapshot().number("c.{a=b}.value"));
      assertEquals(20, last.snapshot().number("sum.value"));
    }
  }

  @Test
  void aLivingWorker_isCountedOnceByTheNextAggregator() throws Exception {
    try (DistributedRegistry registry =
        DistributedRegistry.create("ipc://" + folder.resolve("a.ipc"))) {
      registry.connect();
      for (int round = 1; round <= 3; round++) {
        try (RegistryAggregator aggregator =
            builder().stateInterval(Duration.ofMillis(10)).build().start()) {
          registry.counter("c").increment(7);
          registry.histogram("h").record(round);
          registry.gauge("g", Aggregation.SUM).set(round);
          double all = 7 * round;
          Await.until(
              "everything",
              () -> aggregator.snapshot().at("c.value").orElse(0L).equals((long) all));
        }
      }
      try (RegistryAggregator last = start()) {
        assertTrue(registry.close(LONG));
        assertEquals(21, last.snapshot().number("c.value"));
        assertEquals(3, last.snapshot().number("h.count"));
        assertEquals(3, last.snapshot().number("g.value"));
      }
    }
  }

  @Test
  void whatComesBack_isNoBurst() {
    try (RegistryAggregator aggregator = start()) {
      deliver(aggregator.address(), 1_000_000);
    }
    try (RegistryAggregator aggregator = start()) {
      SumValue meter =
          aggregator.snapshot().find(new SeriesId("m", Tags.empty())).orElseThrow().asSum();
      assertEquals(new SumValue(1_000_000), meter);
    }
  }

  @Test
  void aTornOrForeignFile_isSetAsideAndNothingOfItIsUsed() throws Exception {
    try (RegistryAggregator aggregator = start()) {
      deliver(aggregator.address(), 5);
    }
    Path state = folder.resolve("state");
    byte[] whole = Files.readAllBytes(state);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    List<byte[]> broken =
        List.of(
            new byte[0],
            "a foreign file".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOf(whole, whole.length + 1),
            Arrays.copyOf(whole, whole.length / 2),
            flipped);
    for (int i = 0; i < broken.size(); i++) {
      Files.write(state, broken.get(i));
      try (RegistryAggregator aggregator = start()) {
        assertFalse(aggregator.snapshot().at("c").isPresent());
        assertFalse(Arrays.equals(broken.get(i), Files.readAllBytes(state)), "it has a new one");
      }
      Files.deleteIfExists(state);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(
            i + 1, files.filter(f -> f.getFileName().toString().contains(".refused-")).count());
      }
    }
  }

  @Test
  void aFileOfAnotherVersion_isSetAsideWithASentenceThatNamesIt() throws Exception {
    try (RegistryAggregator aggregator = start()) {
      deliver(aggregator.address(), 5);
    }
    Path state = folder.resolve("state");
    byte[] old = Files.readAllBytes(state);
    old[2] = 1; // with a check sum that is wrong, as that of a later version may be
    Files.write(state, old);
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (RegistryAggregator aggregator = start()) {
      assertFalse(aggregator.snapshot().at("c").isPresent());
    } finally {
      System.setErr(before);
    }
    String said = log.toString(StandardCharsets.UTF_8);
    String versions = "version 1 and this Tapes reads version " + Checkpoint.VERSION;
    assertTrue(said.contains(versions), said);
    assertTrue(said.contains("start the Tapes that wrote it"), said);
    try (Stream<Path> files = Files.list(folder)) {
      Path aside =
          files
              .filter(f -> f.getFileName().toString().contains(".refused-"))
              .findFirst()
              .orElseThrow();
      assertArrayEquals(old, Files.readAllBytes(aside));
    }
  }

  @Test
  void theFile_isItsOwnersOnly() throws Exception {
    try (RegistryAggregator aggregator = start()) {
      deliver(aggregator.address(), 1);
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state"))));
  }

  @Test
  void twoAggregatorsOnOneFile_theSecondIsRefused() throws Exception {
    try (RegistryAggregator first = start();
        RegistryAggregator second = builder().address("ipc://" + folder.resolve("b.ipc")).build()) {
      String message = assertThrows(UncheckedIOException.class, second::start).getMessage();
      assertTrue(message.contains("another aggregator uses the state file"), message);
      assertEquals(first.address(), "ipc://" + folder.resolve("a.ipc"));
    }
  }

  @Test
  void aFileThatCannotBe_isNamed() throws Exception {
    for (Path path : List.of(folder, folder.resolve("no/state"))) {
      try (RegistryAggregator aggregator = builder().state(path).build()) {
        String message = assertThrows(UncheckedIOException.class, aggregator::start).getMessage();
        assertTrue(message.contains("state file"), message);
      }
    }
  }

  @Test
  void aFullDisk_isCountedAndHoldsUpTheGoodbyesOnly() throws Exception {
    Path state = folder.resolve("state");
    // Nothing can be renamed to a folder that has something in it.
    try (RegistryAggregator aggregator = start();
        DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      Files.delete(state);
      Files.createDirectories(state.resolve("in the way"));
      registry.connect();
      registry.counter("c").increment(3);
      assertFalse(registry.close(Duration.ofMillis(1_500)));
      assertEquals(3, aggregator.snapshot().number("c.value"));
      assertTrue(aggregator.snapshot().number("tapes.state.errors.value") > 0);
      Files.delete(state.resolve("in the way"));
      Files.delete(state);
      Await.until("the file", () -> Files.isRegularFile(state));
    }
  }
}
