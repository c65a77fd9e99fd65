package io.tapes.spectator;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A UDP port of this host that is read. */
final class UdpReceiver implements AutoCloseable {
  private final DatagramSocket socket;

  UdpReceiver() throws IOException {
    this("127.0.0.1", 0);
  }

  UdpReceiver(String address, int port) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), port));
    socket.setSoTimeout(20_000);
    socket.setReceiveBufferSize(1 << 20);
  }

  int port() {
    return socket.getLocalPort();
  }

  String location() {
    return "udp://127.0.0.1:" + port();
  }

  String datagram() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    socket.close();
  }
}
