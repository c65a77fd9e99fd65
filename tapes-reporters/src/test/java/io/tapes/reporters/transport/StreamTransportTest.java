package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapes.ManualClock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTransportTest {
  private final ManualClock clock = new ManualClock();

  private StreamTransport to(int port) {
    StreamTransportBuilder builder = StreamTransport.tcp("127.0.0.1", port);
    builder.clock = clock;
    return builder.build();
  }

  private static void flushed(StreamTransport transport, String... lines) throws IOException {
    for (String line : lines) {
      transport.send(line);
    }
    transport.flush();
  }

  private static String failure(StreamTransport transport) throws IOException {
    transport.send("lost");
    return String.valueOf(assertThrows(IOException.class, transport::flush).getMessage());
  }

  @Test
  void flush_lines_arriveInOrderOverOneConnection() throws IOException {
    try (LineServer server = new LineServer();
        StreamTransport tcp = to(server.port())) {
      flushed(tcp, "a 1", "b 2");
      flushed(tcp, "c 3");
      try (LineServer.Connection peer = server.accept()) {
        assertEquals(List.of("a 1", "b 2", "c 3"), peer.lines(3));
      }
      assertEquals(3, tcp.deliveredLines());
    }
  }

  @Test
  void send_moreThanTheBuffer_arrivesWhole() throws Exception {
    try (LineServer server = new LineServer();
        StreamTransport tcp =
            StreamTransport.tcp("127.0.0.1", server.port()).bufferBytes(64).build()) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        lines.add("ligne.é." + i);
      }
      flushed(tcp, lines.toArray(new String[0]));
      tcp.send("x".repeat(64)); // no room for its line feed
      try (LineServer.Connection peer = server.accept()) {
        assertEquals(lines, peer.lines(1000));
      }
      assertEquals(1, tcp.droppedLines());
    }
  }

  @Test
  void flush_refused_failsWithTheTargetAndBacksOff() throws IOException {
    int port;
    try (LineServer gone = new LineServer()) {
      port = gone.port();
    }
    try (StreamTransport tcp = to(port)) {
      assertTrue(failure(tcp).contains("tcp://127.0.0.1:" + port));
      try (LineServer back = new LineServer(port)) {
        assertTrue(failure(tcp).contains("it is tried again in"));
        clock.advance(Duration.ofMillis(501));
        flushed(tcp, "arrives");
        try (LineServer.Connection peer = back.accept()) {
          assertEquals("arrives", peer.line());
        }
      }
    }
  }

  @Test
  void flush_refusedAgainAndAgain_doublesThePauseUpToHalfAminute() throws IOException {
    int port;
    try (LineServer gone = new LineServer()) {
      port = gone.port();
    }
    try (StreamTransport tcp = to(port)) {
      for (long pause : new long[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
        assertTrue(failure(tcp).contains("refused"));
        clock.advance(Duration.ofMillis(pause - 1));
        assertTrue(failure(tcp).contains("it is tried again in"));
        clock.advance(Duration.ofMillis(1));
      }
    }
  }

  @Test
  void flush_peerHungUpOrReset_reconnectsWithoutLoss() throws Exception {
    try (LineServer server = new LineServer();
        StreamTransport tcp = to(server.port())) {
      for (int i = 0; i < 6; i++) {
        flushed(tcp, "line " + i);
        try (LineServer.Connection peer = server.accept()) {
          assertEquals("line " + i, peer.line());
          if (i % 2 == 0) {
            peer.reset();
          }
        }
      }
      assertEquals(6, tcp.deliveredLines());
    }
  }

  @Test
  void flush_peerThatDoesNotRead_givesUpAfterTheTimeout() throws IOException {
    try (LineServer server = new LineServer();
        StreamTransport tcp =
            StreamTransport.tcp("127.0.0.1", server.port())
                .writeTimeout(Duration.ofMillis(50))
                .build()) {
      String line = "x".repeat(60_000);
      IOException e =
          assertThrows(
              IOException.class,
              () -> {
                for (int i = 0; i < 10_000; i++) { // more than any socket's buffers
                  flushed(tcp, line);
                }
              });
      assertTrue(String.valueOf(e.getMessage()).contains("the receiver did not take"));
    }
  }

  @Test
  void flush_blackHole_givesUpAfterTheTimeout() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    List<SocketChannel> queue = new ArrayList<>();
    try (LineServer server = new LineServer(any, 1)) {
      InetSocketAddress full =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      for (int i = 0; i < 8; i++) { // a queue of one: further connections get no answer
        SocketChannel waiting = SocketChannel.open();
        waiting.configureBlocking(false);
        waiting.connect(full);
        queue.add(waiting);
      }
      try (StreamTransport tcp =
          StreamTransport.tcp("127.0.0.1", server.port())
              .connectTimeout(Duration.ofMillis(50))
              .build()) {
        assertTrue(failure(tcp).contains("no connection within 50 ms"));
      }
    } finally {
      for (SocketChannel waiting : queue) {
        waiting.close();
      }
    }
  }

  @Test
  void flush_unknownHost_failsWithItsName() throws IOException {
    try (StreamTransport tcp = StreamTransport.tcp("no-such-host.invalid", 2003).build()) {
      assertTrue(failure(tcp).contains("no address for host 'no-such-host.invalid'"));
    }
  }

  @Test
  void flush_toIpv6_arrives() throws IOException {
    try (LineServer server =
            new LineServer(
                new InetSocketAddress(InetAddress.getByAddress(UdpTransportTest.IPV6_LOOPBACK), 0),
                50);
        StreamTransport tcp = StreamTransport.tcp("::1", server.port()).build()) {
      flushed(tcp, "six");
      try (LineServer.Connection peer = server.accept()) {
        assertEquals("six", peer.line());
      }
    } catch (BindException e) {
      assumeTrue(false, "this machine has no IPv6 loopback: " + e);
    }
  }

  @Test
  void flush_toAUnixSocket_arrives(@TempDir Path folder) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        StreamTransport unix = StreamTransport.unix(folder.resolve("s")).build()) {
      server.bind(address);
      flushed(unix, "one", "two");
      try (SocketChannel peer = server.accept()) {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        while (bytes.position() < 8) {
          assertTrue(peer.read(bytes) > 0);
        }
        assertEquals(
            "one\ntwo\n", new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void flush_interrupted_endsAndKeepsTheFlag() throws IOException {
    try (LineServer server = new LineServer();
        StreamTransport tcp = to(server.port())) {
      Thread.currentThread().interrupt();
      failure(tcp);
      assertTrue(Thread.interrupted());
      clock.advance(Duration.ofSeconds(1));
      flushed(tcp, "arrives");
      List<String> arrived = new ArrayList<>();
      while (arrived.isEmpty() || arrived.get(0).equals("null")) { // the first may have connected
        try (LineServer.Connection peer = server.accept()) {
          arrived.add(0, peer.line());
        }
      }
      assertEquals("arrives", arrived.get(0));
    }
  }

  @Test
  void close_twice_thenFlush_fails() throws IOException {
    StreamTransport tcp = StreamTransport.tcp("127.0.0.1", 2003).build();
    tcp.close();
    tcp.close();
    assertTrue(failure(tcp).contains("closed"));
  }
}
