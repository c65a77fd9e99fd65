package io.tapes.reporters.spectatord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.Registry;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectatordReporterTest {
  private final Registry registry = Registry.create();

  @Test
  void udp_carriesIncreases() throws Exception {
    try (DatagramSocket agent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SpectatordReporter reporter =
            SpectatordReporter.builder()
                .location("udp://127.0.0.1:" + agent.getLocalPort())
                .prefix("shop")
                .build()) {
      agent.setSoTimeout(10_000);
      for (int i = 1; i <= 2; i++) {
        registry.counter("jobs").increment(i);
        registry.gauge("depth").set(i);
        reporter.report(registry.snapshot());
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        agent.receive(packet);
        assertEquals(
            "g,900:shop.depth:" + i + "\nc:shop.jobs:" + i,
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void file_isAppendedTo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("lines");
    registry.counter("jobs").increment();
    try (SpectatordReporter reporter =
        SpectatordReporter.builder().location("file://" + file).build()) {
      reporter.report(registry.snapshot());
    }
    assertEquals(List.of("c:jobs:1"), Files.readAllLines(file));
  }

  /** A gauge is what it was set to, however long ago: what ends it is said to the agent. */
  @Test
  void gauges_areSentWithEveryReport_andWithdrawnWhenGoneOrUnknown(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("lines");
    registry.gauge("removed").set(1);
    registry.gauge("unset").set(2);
    registry.gauge("kept").set(3);
    try (SpectatordReporter reporter =
        SpectatordReporter.builder().location("file://" + file).build()) {
      reporter.report(registry.snapshot());
      registry.remove("removed");
      registry.gauge("unset").set(Double.NaN);
      reporter.report(registry.snapshot());
      reporter.report(registry.snapshot());
      assertEquals(0, reporter.dropped());
    }
    assertEquals(
        List.of(
            "g,900:kept:3",
            "g,900:removed:1",
            "g,900:unset:2",
            "g,900:removed:NaN",
            "g,900:unset:NaN",
            "g,900:kept:3",
            "g,900:kept:3"),
        Files.readAllLines(file));
  }

  @Test
  void goodLocations_makeAReporterThatLooksUpNoNameYet() throws Exception {
    for (String good :
        List.of("udp://my_host:1234", "udp://[::1]:1234", "udp://10.0.0.1:1/", "udp")) {
      SpectatordReporter.builder().location(good).build().close();
    }
  }

  @Test
  void badLocations_areRefusedWhenSetUp() {
    for (String bad :
        List.of(
            "http://x:1",
            "",
            "udp://:1",
            "udp://host:0",
            "udp://host:65536",
            "udp://host:",
            "udp://::1:1234",
            "udp://user@host:1",
            "x",
            "UDP",
            "udp:",
            "udp://a b:1",
            "file://",
            "unix:// ",
            "file://a\0b")) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> SpectatordReporter.builder().location(bad),
              bad);
      assertEquals(
          "'"
              + bad
              + "' is no place for lines of spectatord; write none, memory, stdout, stderr, udp,"
              + " unix, file://PATH, udp://HOST:PORT or unix://PATH",
          refused.getMessage());
    }
    for (String notForReports : List.of("none", "memory", "stdout", "stderr")) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> SpectatordReporter.builder().location(notForReports));
      assertEquals(
          "a reporter does not write to '"
              + notForReports
              + "'; write udp, unix, udp://HOST:PORT, unix://PATH or file://PATH",
          refused.getMessage());
    }
  }

  @Test
  void locations_areToldApartByWhatTheyBeginWith() {
    assertEquals(
        new SpectatordLocation(SpectatordLocation.Kind.UNIX, "", 0, "/tmp/myudp.sock"),
        SpectatordLocation.of("unix:///tmp/myudp.sock"));
    assertEquals(
        new SpectatordLocation(SpectatordLocation.Kind.FILE, "", 0, "testfile.txt"),
        SpectatordLocation.of("file://testfile.txt"));
    assertEquals(
        new SpectatordLocation(SpectatordLocation.Kind.UDP, "::1", 1235, ""),
        SpectatordLocation.of("udp://[::1]:1235"));
    assertEquals(
        new SpectatordLocation(SpectatordLocation.Kind.UDP, "localhost", 1234, ""),
        SpectatordLocation.of("udp://localhost"));
    assertEquals(SpectatordLocation.of("udp"), SpectatordLocation.of("udp://"));
    assertEquals(SpectatordLocation.of("unix"), SpectatordLocation.of("unix://"));
  }
}
