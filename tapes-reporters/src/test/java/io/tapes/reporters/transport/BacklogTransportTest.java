package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTransportTest {
  private final ManualClock clock = new ManualClock();

  private StreamTransport to(int port, int bufferBytes) {
    StreamTransportBuilder builder = StreamTransport.tcp("127.0.0.1", port);
    builder.clock = clock;
    return builder.bufferBytes(bufferBytes).build();
  }

  private static int freePort() throws IOException {
    try (LineServer gone = new LineServer()) {
      return gone.port();
    }
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }

  @Test
  void flush_receiverAway_sendsEverythingInOrderLater() throws IOException {
    int port = freePort();
    try (BacklogTransport backlog = new BacklogTransport(to(port, 50), 1 << 20)) {
      numbered(0, 100).forEach(backlog::send);
      backlog.flush();
      assertEquals(100, backlog.waitingLines());
      assertEquals(1, backlog.failures());
      try (LineServer back = new LineServer(port)) {
        clock.advance(Duration.ofSeconds(1));
        numbered(100, 120).forEach(backlog::send);
        backlog.flush();
        try (LineServer.Connection peer = back.accept()) {
          assertEquals(numbered(0, 120), peer.lines(120));
        }
      }
      assertEquals(0, backlog.waitingLines());
      assertEquals(0, backlog.droppedLines());
    }
  }

  @Test
  void send_beyondTheLimit_pushesOutTheOldestAndCountsThem() throws IOException {
    int port = freePort();
    try (BacklogTransport backlog = new BacklogTransport(to(port, 1000), 10 * (64 + 2 * 6))) {
      numbered(0, 10).forEach(backlog::send);
      backlog.send("line X");
      assertEquals(10, backlog.waitingLines());
      assertEquals(1, backlog.droppedLines());
      try (LineServer back = new LineServer(port)) {
        backlog.flush();
        try (LineServer.Connection peer = back.accept()) {
          assertEquals(numbered(1, 10), peer.lines(9));
          assertEquals("line X", peer.line());
        }
      }
    }
  }

  @Test
  void flush_lineWithoutRoom_isDroppedAndTheOthersStay() throws IOException {
    int port = freePort();
    try (BacklogTransport backlog = new BacklogTransport(to(port, 50), 1 << 20)) {
      backlog.send("a");
      backlog.send("x".repeat(50));
      backlog.send("b");
      backlog.flush(); // away; the long one was found on the way
      assertEquals(1, backlog.droppedLines());
      assertTrue(backlog.waitingLines() >= 2);
      try (LineServer back = new LineServer(port)) {
        clock.advance(Duration.ofSeconds(1));
        backlog.flush();
        try (LineServer.Connection peer = back.accept()) {
          assertEquals(List.of("a", "b"), peer.lines(2));
        }
      }
      assertEquals(0, backlog.waitingLines());
    }
  }

  @Test
  void close_triesALastTime_andCountsWhatIsLost() throws IOException {
    BacklogTransport backlog = new BacklogTransport(to(freePort(), 100), 1 << 20);
    backlog.send("lost");
    backlog.close();
    backlog.close();
    assertEquals(1, backlog.droppedLines());
    assertThrows(IOException.class, backlog::flush);
  }

  @Test
  void new_withoutRoom_isRefused() throws IOException {
    try (StreamTransport tcp = to(2003, 10)) {
      assertThrows(IllegalArgumentException.class, () -> new BacklogTransport(tcp, 0));
    }
  }
}
