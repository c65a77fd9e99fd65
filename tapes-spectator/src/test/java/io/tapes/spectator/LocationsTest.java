package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of the nine locations, for real. */
class LocationsTest {
  @TempDir Path folder;

  private static void requireEpoll() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(system.equals("Linux amd64"), "the tests have Netty's native library for this");
    assertTrue(Epoll.isAvailable(), () -> String.valueOf(Epoll.unavailabilityCause()));
  }

  @Test
  void none_writesNothing() {
    try (SpectatorRegistry r = Lines.at("none")) {
      r.counter("c").increment();
      assertEquals(0, r.writer().lostLines());
      r.counter("c").increment(-1);
      assertEquals(1, r.droppedUpdates());
    }
  }

  @Test
  void memory_keepsLines() {
    try (SpectatorRegistry r = Lines.memory()) {
      MemoryWriter writer = (MemoryWriter) r.writer();
      assertTrue(writer.isEmpty());
      assertEquals("", writer.lastLine());
      r.counter("server.numRequests").increment();
      r.counter("server.numRequests").increment(2);
      assertEquals("c:server.numRequests:2", writer.lastLine());
      assertEquals(List.of("c:server.numRequests:1", "c:server.numRequests:2"), writer.get());
      assertFalse(writer.isEmpty());
      writer.clear();
      assertTrue(writer.isEmpty());
    }
  }

  @Test
  void stdoutAndStderr_areWrittenTo_andStayOpen() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(written, false, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errors, false, StandardCharsets.UTF_8));
      for (String stream : List.of("stdout", "stderr")) {
        try (SpectatorRegistry r = Lines.at(stream)) {
          r.counter(stream).increment();
          r.counter(stream).increment();
        }
      }
      System.out.print("still open");
      System.out.flush();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("c:stdout:1\nc:stdout:1\nstill open", written.toString(StandardCharsets.UTF_8));
    assertTrue(errors.toString(StandardCharsets.UTF_8).contains("c:stderr:1\nc:stderr:1\n"));
  }

  @Test
  void file_hasEachLineAtOnce() throws Exception {
    Path file = folder.resolve("lines");
    try (SpectatorRegistry r = Lines.at("file://" + file)) {
      r.counter("c").increment();
      r.gauge("g").set(1.5);
      assertEquals(List.of("c:c:1", "g:g:1.5"), Files.readAllLines(file));
    }
  }

  @Test
  void file_thatCannotBeWritten_losesLines_untilItCan() throws Exception {
    Path file = folder.resolve("missing").resolve("lines");
    try (SpectatorRegistry r = Lines.at("file://" + file)) {
      r.counter("c").increment();
      assertEquals(1, r.writer().lostLines());
      Files.createDirectory(folder.resolve("missing"));
      r.counter("c").increment();
      assertEquals(1, r.writer().lostLines());
      assertEquals(List.of("c:c:1"), Files.readAllLines(file));
    }
  }

  @Test
  void udp_ofIpv4_getsALinePerUpdate() throws Exception {
    try (UdpReceiver agent = new UdpReceiver();
        SpectatorRegistry r = Lines.at(agent.location())) {
      r.counter("c", Map.of("k", "v")).increment();
      r.percentileTimer("t").record(0.042);
      assertEquals("c:c,k=v:1", agent.datagram());
      assertEquals("T:t:0.042", agent.datagram());
    }
  }

  @Test
  void udp_ofIpv6_andOfAName() throws Exception {
    try (UdpReceiver agent = new UdpReceiver("::1", 0);
        SpectatorRegistry r = Lines.at("udp://[::1]:" + agent.port())) {
      r.counter("c").increment();
      assertEquals("c:c:1", agent.datagram());
    }
    try (UdpReceiver agent = new UdpReceiver("::", 0);
        SpectatorRegistry r = Lines.at("udp://localhost:" + agent.port())) {
      r.counter("c").increment();
      assertEquals("c:c:1", agent.datagram());
    }
  }

  /** The agent's own port, as far as nothing else has it here. */
  @Test
  void udp_withoutAHost_isTheUsualPort() throws Exception {
    UdpReceiver agent;
    try {
      agent = new UdpReceiver("127.0.0.1", 1234);
    } catch (BindException e) {
      assumeTrue(false, "port 1234 is taken");
      return;
    }
    try (agent) {
      for (String location : List.of("udp", "udp://", "udp://localhost", "udp://127.0.0.1")) {
        try (SpectatorRegistry r = Lines.at(location)) {
          r.counter("c").increment();
          if (!location.contains("localhost")) { // which may be an address of IPv6
            assertEquals("c:c:1", agent.datagram(), location);
          }
        }
      }
    }
  }

  @Test
  void udp_toAHostThatNobodyKnows_losesLines() {
    try (SpectatorRegistry r = Lines.at("udp://no-such-host.invalid:1234")) {
      r.counter("c").increment();
      assertEquals(1, r.writer().lostLines());
    }
  }

  @Test
  void udp_withoutAReceiver_countsWhatIsLost_andReachesTheNextOne() throws Exception {
    int port;
    try (UdpReceiver agent = new UdpReceiver()) {
      port = agent.port();
    }
    SpectatorRegistry r = Lines.at("udp://127.0.0.1:" + port);
    for (int i = 0; i < 5; i++) {
      r.counter("lost").increment();
    }
    try (UdpReceiver agent = new UdpReceiver("127.0.0.1", port)) {
      r.counter("arrives").increment();
      assertEquals("c:arrives:1", agent.datagram());
      assertEquals(5, r.writer().lostLines());
    }
    r.counter("lost").increment();
    r.close();
    assertEquals(6, r.writer().lostLines());
    r.counter("late").increment();
    assertEquals(7, r.writer().lostLines());
  }

  @Test
  void unix_getsLines_whateverItsPathContains() throws Exception {
    requireEpoll();
    Path path = folder.resolve("myudp.sock");
    try (UnixReceiver agent = new UnixReceiver(path);
        SpectatorRegistry r = Lines.at("unix://" + path)) {
      r.counter("c").increment();
      assertEquals(List.of("c:c:1"), agent.lines(1));
      for (int i = 1; i <= 10_000; i++) {
        r.gauge("g").set(i);
      }
      assertEquals(
          IntStream.rangeClosed(1, 10_000).mapToObj(i -> "g:g:" + i).toList(), agent.lines(10_000));
      assertEquals(0, r.writer().lostLines());
    }
  }

  @Test
  void unix_withoutASocket_countsWhatIsLost_andReachesTheNextOne() throws Exception {
    requireEpoll();
    Path path = folder.resolve("s");
    try (SpectatorRegistry r = Lines.at("unix://" + path)) {
      for (int life = 1; life <= 2; life++) {
        r.counter("lost").increment();
        while (r.writer().lostLines() < life) {
          Thread.onSpinWait();
        }
        try (UnixReceiver agent = new UnixReceiver(path)) {
          r.counter("arrives").increment(life);
          assertEquals(List.of("c:arrives:" + life), agent.lines(1));
        }
      }
      assertEquals(2, r.writer().lostLines());
    }
  }

  @Test
  void unix_isWrittenToTheEndBeforeItIsClosed() throws Exception {
    requireEpoll();
    Path path = folder.resolve("s");
    try (UnixReceiver agent = new UnixReceiver(path)) {
      try (SpectatorRegistry r =
          SpectatorRegistry.create(
              Lines.config().location("unix://" + path).bufferSize(2048).build())) {
        for (int i = 0; i < 1_000; i++) {
          r.counter("c").increment();
        }
      }
      assertEquals(1_000, agent.lines(1_000).size());
    }
  }

  @Test
  void unknownLocation_isRefusedWithTheNineForms() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Lines.at("tcp://x:1"));
    assertEquals(
        "'tcp://x:1' is no place for lines of spectatord; write none, memory, stdout, stderr, udp,"
            + " unix, file://PATH, udp://HOST:PORT or unix://PATH",
        refused.getMessage());
  }

  @Test
  void environment_comesBeforeTheConfiguration_andBothAreChecked() {
    SpectatorConfig config =
        SpectatorConfig.builder()
            .location("memory")
            .extraCommonTags(Map.of("nf.process", "mine", " a ", " b ", "blank", "  ", "", "x"))
            .environment(
                Map.of(
                    "SPECTATOR_OUTPUT_LOCATION", " none ",
                    "TITUS_CONTAINER_NAME", " main ",
                    "NETFLIX_PROCESS_NAME", "nginx"))
            .build();
    assertEquals("none", config.location());
    assertEquals(
        Map.of("a", "b", "nf.container", "main", "nf.process", "nginx"), config.extraCommonTags());
    Map<String, String> bad = Map.of("SPECTATOR_OUTPUT_LOCATION", "x");
    Map<String, String> good = Map.of("SPECTATOR_OUTPUT_LOCATION", "none");
    assertThrows(
        IllegalArgumentException.class,
        () -> SpectatorConfig.builder().location("memory").environment(bad).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> SpectatorConfig.builder().location("x").environment(good).build());
    assertEquals(
        "memory",
        SpectatorConfig.builder()
            .location("memory")
            .environment(Map.of("SPECTATOR_OUTPUT_LOCATION", " "))
            .build()
            .location());
  }
}
