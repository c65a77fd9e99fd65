package io.tapes.reporters.transport;

import io.tapes.ManualClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Sends to {@code moving.test}, which moves from 127.0.0.1 to 127.0.0.2, and prints what arrived
 * where. A process of its own, because the file of hosts is chosen when a JVM starts.
 */
final class MovingHostMain {
  private MovingHostMain() {}

  public static void main(String[] args) throws IOException {
    Path hosts = Path.of(args[0]);
    ManualClock clock = new ManualClock();
    try (DatagramSocket before = bound(1, 0);
        DatagramSocket after = bound(2, before.getLocalPort());
        UdpTransport udp =
            new UdpTransport("moving.test", before.getLocalPort(), 1432, clock, clock::advance)) {
      send(udp, "one");
      show(before);
      Files.writeString(hosts, "127.0.0.2 moving.test\n");
      clock.advance(Duration.ofSeconds(59));
      send(udp, "two"); // not asked again yet
      show(before);
      clock.advance(Duration.ofSeconds(1));
      send(udp, "three");
      show(after);
      Files.writeString(hosts, "127.0.0.9 another.test\n");
      clock.advance(Duration.ofMinutes(1));
      send(udp, "four"); // without an answer it stays where it was
      show(after);
    }
  }

  private static DatagramSocket bound(int last, int port) throws IOException {
    return new DatagramSocket(port, InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}));
  }

  private static void send(UdpTransport udp, String line) throws IOException {
    udp.send(line);
    udp.flush();
  }

  private static void show(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(20_000);
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    socket.receive(packet);
    InetAddress address = socket.getLocalAddress();
    System.out.println(
        address.getHostAddress()
            + ": "
            + new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
  }
}
