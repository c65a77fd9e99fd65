package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapes.ManualClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpTransportTest {
  @TempDir Path folder;

  static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private static String receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    socket.setSoTimeout(10_000);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private static DatagramSocket listen() throws IOException {
    return new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  @Test
  void send_manyLines_packsWholeLinesUpToTheLimit() throws IOException {
    try (DatagramSocket server = listen();
        UdpTransport udp = new UdpTransport("127.0.0.1", server.getLocalPort(), 11)) {
      udp.send("aaaaa");
      udp.send("bbbbb"); // 5 + 1 + 5: exactly full
      udp.send("ccc\nddd"); // one unit, never torn
      udp.send("ee");
      udp.flush();
      assertEquals("aaaaa\nbbbbb", receive(server));
      assertEquals("ccc\nddd\nee", receive(server));
      assertEquals(4, udp.deliveredLines());
    }
  }

  @Test
  void send_lineLongerThanADatagram_isDroppedAndCounted() throws IOException {
    try (DatagramSocket server = listen();
        UdpTransport udp = new UdpTransport("127.0.0.1", server.getLocalPort())) {
      udp.send("ü".repeat(717));
      udp.send("x".repeat(1432));
      udp.flush();
      assertEquals(1432, receive(server).length());
      assertEquals(1, udp.droppedLines());
      assertEquals(1, udp.deliveredLines());
    }
  }

  @Test
  void flush_unknownHost_failsWithItsNameAndTriesAgain() throws IOException {
    try (UdpTransport udp = new UdpTransport("no-such-host.invalid", 8125)) {
      for (int i = 0; i < 2; i++) {
        udp.send("a");
        IOException e = assertThrows(IOException.class, udp::flush);
        assertTrue(e.getMessage().contains("no-such-host.invalid"), e.getMessage());
      }
      udp.flush(); // nothing waits
    }
  }

  @Test
  void flush_afterAFailure_opensAnewChannel() throws IOException {
    try (DatagramSocket server = listen();
        UdpTransport udp = new UdpTransport("127.0.0.1", server.getLocalPort())) {
      Thread.currentThread().interrupt(); // closes the channel under the write
      udp.send("lost");
      assertThrows(IOException.class, udp::flush);
      assertTrue(Thread.interrupted());
      udp.send("arrives");
      udp.flush();
      assertEquals("arrives", receive(server));
    }
  }

  @Test
  void flush_nobodyListens_failsWithTheDatagramThatIsRefused() throws IOException {
    int port;
    try (DatagramSocket server = listen()) {
      port = server.getLocalPort();
    }
    try (UdpTransport udp = new UdpTransport("127.0.0.1", port)) {
      for (int i = 0; i < 3; i++) {
        udp.send("refused");
        IOException e = assertThrows(IOException.class, udp::flush);
        assertTrue(e.getMessage().contains("PortUnreachable"), e.getMessage());
      }
      assertEquals(0, udp.deliveredLines());
      try (DatagramSocket server = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        udp.send("arrives");
        udp.flush();
        assertEquals("arrives", receive(server));
      }
      assertEquals(1, udp.deliveredLines());
    }
  }

  /** A server that answers must not be taken for anything, nor fill memory. */
  @Test
  void flush_serverThatAnswers_isNotDisturbed() throws IOException {
    try (DatagramSocket server = listen();
        UdpTransport udp = new UdpTransport("127.0.0.1", server.getLocalPort())) {
      for (int i = 0; i < 5; i++) {
        udp.send("line " + i);
        udp.flush();
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.receive(packet);
        for (int answer = 0; answer < 40; answer++) {
          server.send(packet);
        }
      }
      assertEquals(5, udp.deliveredLines());
    }
  }

  @Test
  void send_largeReport_isPaced() throws IOException {
    ManualClock clock = new ManualClock();
    Sleeper turns = clock::advance;
    try (DatagramSocket server = listen();
        UdpTransport udp =
            new UdpTransport("127.0.0.1", server.getLocalPort(), 1432, clock, turns)) {
      String line = "x".repeat(1432);
      for (int i = 0; i < 29; i++) {
        udp.send(line);
        udp.flush();
      }
      assertEquals(0, clock.nanoTime());
      for (int i = 0; i < 971; i++) {
        udp.send(line);
        udp.flush();
      }
      assertEquals((1_000 * 2_200.0 - 65_536) / (4 << 20), clock.nanoTime() / 1e9, 1e-3);
    }
  }

  @Test
  void send_hostThatMoved_isFoundAgainAfterAminute() throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 moving.test\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djdk.net.hosts.file=" + hosts,
                "-Dsun.net.inetaddr.ttl=0",
                MovingHostMain.class.getName(),
                hosts.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        "127.0.0.1: one\n127.0.0.1: two\n127.0.0.2: three\n127.0.0.2: four\n",
        output.lines().filter(line -> line.startsWith("127")).collect(Collectors.joining("\n"))
            + "\n",
        output);
    assertEquals(0, process.waitFor());
  }

  @Test
  void send_toIpv6_arrives() throws IOException {
    DatagramSocket server;
    try {
      server = new DatagramSocket(0, InetAddress.getByAddress(IPV6_LOOPBACK));
    } catch (IOException e) {
      assumeTrue(false, "this machine has no IPv6 loopback: " + e);
      return;
    }
    try (server;
        UdpTransport udp = new UdpTransport("::1", server.getLocalPort())) {
      udp.send("six");
      udp.flush();
      assertEquals("six", receive(server));
    }
  }

  @Test
  void flush_afterClose_fails() throws IOException {
    UdpTransport udp = new UdpTransport("127.0.0.1", 8125);
    udp.close();
    udp.close();
    udp.send("a");
    assertThrows(IOException.class, udp::flush);
  }

  @Test
  void new_portOutOfRange_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new UdpTransport("h", 0));
    assertThrows(IllegalArgumentException.class, () -> new UdpTransport("h", 65536));
    assertThrows(IllegalArgumentException.class, () -> new UdpTransport("h", 1, 0));
  }
}
