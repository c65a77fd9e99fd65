package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UdpTransportTest {
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
