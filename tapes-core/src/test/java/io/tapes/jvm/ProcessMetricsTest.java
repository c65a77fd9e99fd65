package io.tapes.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tapes.Aggregation;
import io.tapes.ManualClock;
import io.tapes.MetricInfo;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // what is closed early
class ProcessMetricsTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();

  @Test
  void register_thisProcess_agreesWithWhatTheJdkSays() {
    try (ProcessMetrics metrics = ProcessMetrics.register(registry)) {
      Snapshot snapshot = registry.snapshot();
      ProcessHandle.Info info = ProcessHandle.current().info();
      double started = info.startInstant().map(Instant::toEpochMilli).orElseThrow() / 1e3;
      assertEquals(started, snapshot.number("process.start.time.seconds.value"), 1.5);
      assertTrue(snapshot.number("process.cpu.seconds.total.value") > 0);
      SeriesId cpu = new SeriesId("process.cpu.seconds.total", Tags.empty());
      MetricInfo seconds = snapshot.series(cpu).orElseThrow().info();
      assertEquals(Aggregation.SUM, seconds.aggregation()); // keeps what ended processes used
      assertTrue(snapshot.number("process.virtual.memory.bytes.value") > 1 << 20);
      assertEquals(
          Runtime.getRuntime().availableProcessors(), snapshot.number("process.cpus.value"));
      metrics.close();
      assertEquals(List.of(), registry.snapshot().series());
    }
  }

  @Test
  void register_thisProcess_hasTheCpuTimeAndTheLimitThatTheJdkHas() {
    var jdk =
        assertInstanceOf(
            UnixOperatingSystemMXBean.class, ManagementFactory.getOperatingSystemMXBean());
    double before = jdk.getProcessCpuTime() / 1e9;
    try (ProcessMetrics metrics = ProcessMetrics.register(registry)) {
      Snapshot snapshot = registry.snapshot();
      double seconds = snapshot.number("process.cpu.seconds.total.value");
      double after = jdk.getProcessCpuTime() / 1e9;
      // Linux counts in hundredths, user and system time each rounded down.
      assertTrue(before - 0.03 <= seconds && seconds <= after + 0.03, seconds + " s");
      assertEquals(
          (double) jdk.getMaxFileDescriptorCount(), snapshot.number("process.max.fds.value"));
    }
  }

  @Test
  void register_anotherProcess_showsItUntilItEnds() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "no /proc here");
    Process sleeping = new ProcessBuilder("sleep", "1000").start();
    try (ProcessMetrics metrics =
        ProcessMetrics.register(registry.tagged(Tags.of("of", "sleep")), sleeping.pid())) {
      while (registry.snapshot().at("process.resident.memory.bytes").isEmpty()) {
        clock.advance(FigureSource.INTERVAL); // just forked
      }
      Snapshot snapshot = registry.snapshot();
      for (String name :
          List.of(
              "process.cpu.seconds.total",
              "process.start.time.seconds",
              "process.virtual.memory.bytes",
              "process.resident.memory.bytes",
              "process.open.fds",
              "process.max.fds")) {
        assertTrue(snapshot.number(name + ".{of=sleep}.value") >= 0, name);
      }
      double started = snapshot.number("process.start.time.seconds.{of=sleep}.value");
      assertEquals(System.currentTimeMillis() / 1e3, started, 60);
      sleeping.destroyForcibly().waitFor();
      assertEquals(snapshot.series(), registry.snapshot().series());
      clock.advance(FigureSource.INTERVAL);
      assertEquals(List.of(), registry.snapshot().series());
    } finally {
      sleeping.destroyForcibly();
    }
  }

  @Test
  void statFields_anyName_beginBehindTheLastParenthesis() throws IOException {
    String stat = "42 (a) b (c)) S 1 2 3";
    assertEquals(List.of("S", "1", "2", "3"), List.of(LinuxProcess.statFields(stat)));
  }

  @Test
  void register_impossiblePid_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> ProcessMetrics.register(registry, 0));
  }

  /** As a daemon that keeps its id in a file. */
  @Test
  void register_aProcessOfAFile_followsIt(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "no /proc here");
    Path file = folder.resolve("daemon.pid");
    try (ProcessMetrics metrics =
        ProcessMetrics.register(
            registry.scope("mydaemon"), () -> Long.parseLong(Files.readString(file).strip()))) {
      assertEquals(List.of(), registry.snapshot().series());
      Files.writeString(file, ProcessHandle.current().pid() + "\n");
      clock.advance(FigureSource.INTERVAL);
      assertTrue(registry.snapshot().number("mydaemon.process.open.fds.value") > 0);
      Files.writeString(file, "");
      clock.advance(FigureSource.INTERVAL);
      assertEquals(List.of(), registry.snapshot().series());
    }
  }
}
