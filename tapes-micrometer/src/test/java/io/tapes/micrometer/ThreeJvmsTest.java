package io.tapes.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.distributed.ForkedJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What three JVMs record through Micrometer adds up to the unit, whoever is killed. */
@Timeout(value = 150, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreeJvmsTest {
  private static final long DEADLINE_NANOS = 60_000_000_000L;
  private static final long SOME = 5_000;

  @TempDir Path folder;

  private final List<ForkedJvm> processes = new ArrayList<>();

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String address() {
    return "ipc://" + file("a.ipc");
  }

  private ForkedJvm start(Class<?> main, String... arguments) throws IOException {
    ForkedJvm started =
        ForkedJvm.builder(main)
            .args(arguments)
            .jvmOptions("-Xmx128m", "-XX:TieredStopAtLevel=1")
            .name(main.getSimpleName() + "-" + processes.size())
            .start();
    processes.add(started);
    return started;
  }

  private ForkedJvm aggregator() throws IOException {
    return start(
        AggregatorProcess.class,
        address(),
        file("state").toString(),
        file("boxes").toString(),
        file("now.json").toString());
  }

  private ForkedJvm worker(String ledger) throws IOException {
    return start(MeterWorker.class, address(), file("boxes").toString(), file(ledger).toString());
  }

  private static void kill(ForkedJvm jvm) throws InterruptedException {
    assertTrue(ProcessHandle.of(jvm.pid()).orElseThrow().destroyForcibly());
    jvm.waitFor();
  }

  /** What a worker has recorded: so many records had returned, so many had begun. */
  private record Ledger(long done, long begun) {
    static Ledger read(Path file) throws IOException {
      if (Files.notExists(file)) {
        return new Ledger(0, 0);
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return new Ledger(bytes.getLong(Long.BYTES), bytes.getLong(0));
    }

    Ledger plus(Ledger other) {
      return new Ledger(done + other.done, begun + other.begun);
    }

    boolean admits(double count) {
      return done <= count && count <= begun;
    }
  }

  private Ledger ledger(String name) throws IOException {
    return Ledger.read(file(name));
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("not within a minute: " + what);
      }
      Thread.sleep(20);
    }
  }

  private JsonNode aggregate() throws IOException {
    return Files.exists(file("now.json"))
        ? new ObjectMapper().readTree(file("now.json").toFile())
        : new ObjectMapper().createObjectNode();
  }

  private static double number(JsonNode all, String... path) {
    JsonNode at = all;
    for (String key : path) {
      at = at.path(key);
    }
    return at.asDouble(-1);
  }

  @Test
  void totals_areThoseOfTheLedgers() throws Exception {
    List<String> names = List.of("a", "b", "c", "d");
    try {
      ForkedJvm first = aggregator();
      ForkedJvm killed = worker("a");
      List<ForkedJvm> others = new ArrayList<>(List.of(worker("b"), worker("c")));
      for (String name : names.subList(0, 3)) {
        until("worker " + name + " records", () -> ledger(name).done() > SOME);
      }
      kill(killed);
      kill(first);
      others.add(worker("d")); // in its place, while no aggregator is there
      until("worker d records", () -> ledger("d").done() > SOME);
      aggregator();
      for (ForkedJvm worker : others) {
        worker.terminate();
        worker.waitFor();
      }
      until("equality with the ledgers", () -> difference(names).isEmpty());
      assertEquals("", difference(names));
      JsonNode all = aggregate();
      for (String name : names.subList(1, 4)) {
        double jobs = number(all, "jobs", "{worker=" + name + "}", "value");
        assertEquals((double) ledger(name).done(), jobs);
      }
      assertEquals(MeterWorker.NANOS / 1e9, number(all, "latency", "q99"), 1e-5);
      assertTrue(number(all, "alive", "value") <= 0, "nobody is alive");
    } finally {
      processes.forEach(ForkedJvm::close);
    }
  }

  /** What is not equal; empty if all is. */
  private String difference(List<String> names) throws IOException {
    JsonNode all = aggregate();
    List<String> wrong = new ArrayList<>();
    Ledger sum = new Ledger(0, 0);
    for (String name : names) {
      Ledger ledger = ledger(name);
      sum = sum.plus(ledger);
      check(wrong, "own " + name, ledger, number(all, "own", "{worker=" + name + "}", "value"));
    }
    check(wrong, "orders", sum, number(all, "orders", "value") / MeterWorker.AMOUNT);
    check(wrong, "latency", sum, number(all, "latency", "count"));
    check(wrong, "size", sum, number(all, "size", "count"));
    return String.join("; ", wrong);
  }

  private static void check(List<String> wrong, String what, Ledger ledger, double count) {
    if (!ledger.admits(count)) {
      wrong.add(what + " is " + count + " and not in " + ledger);
    }
  }
}
