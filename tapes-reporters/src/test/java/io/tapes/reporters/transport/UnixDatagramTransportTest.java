package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.tapes.reporters.Backends;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixDatagramTransportTest {
  /** Binds a socket, says so, and shows each datagram. */
  private static final String RECEIVER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      print('ready', flush=True)
      while True:
          print(repr(s.recv(65536).decode()), flush=True)
      """;

  @TempDir Path folder;

  @BeforeEach
  void requireLinux() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        system.equals("Linux amd64"), "the tests have Netty's native library for Linux on x86");
    assertTrue(Epoll.isAvailable(), () -> String.valueOf(Epoll.unavailabilityCause()));
    Backends.require(Backends.onPath("python3"), "python3 is not installed");
  }

  private Receiver receiver() throws IOException {
    return new Receiver(folder.resolve("s"));
  }

  @Test
  void send_manyLines_packsWholeLines() throws IOException {
    try (Receiver receiver = receiver();
        UnixDatagramTransport unix = new UnixDatagramTransport(folder.resolve("s"), 11)) {
      for (String line : new String[] {"aaaaa", "bbbbb", "ccc\nddd", "é"}) {
        unix.send(line);
      }
      unix.send("x".repeat(12));
      unix.flush();
      assertEquals("'aaaaa\\nbbbbb'", receiver.line());
      assertEquals("'ccc\\nddd\\né'", receiver.line());
      assertEquals(4, unix.deliveredLines());
      assertEquals(1, unix.droppedLines());
    }
  }

  @Test
  void flush_receiverAway_failsAndReachesTheNextOne() throws IOException {
    try (UnixDatagramTransport unix = new UnixDatagramTransport(folder.resolve("s"))) {
      for (int i = 0; i < 2; i++) {
        unix.send("lost");
        IOException e = assertThrows(IOException.class, unix::flush);
        assertTrue(String.valueOf(e.getMessage()).contains(folder.resolve("s").toString()));
        try (Receiver receiver = receiver()) {
          unix.send("arrives " + i);
          unix.flush();
          assertEquals("'arrives " + i + "'", receiver.line());
        }
        Files.delete(folder.resolve("s"));
      }
    }
  }

  /** A process that receives. */
  private static final class Receiver implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Receiver(Path socket) throws IOException {
      process =
          new ProcessBuilder("python3", "-c", RECEIVER, socket.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertEquals("ready", line());
    }

    String line() throws IOException {
      return String.valueOf(output.readLine());
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
