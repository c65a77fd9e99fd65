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
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Its queue is full, and it reads when told to: then it counts the lines of a thousand. */
  private static final String BUSY_RECEIVER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      filler = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      filler.setblocking(False)
      try:
          while True:
              filler.sendto(b'filler', sys.argv[1])
      except BlockingIOError:
          print('ready', flush=True)
      sys.stdin.readline()
      lines = 0
      while lines < 1000:
          lines += s.recv(65536) == b'line'
      print(lines, flush=True)
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

  @Test
  void flush_fullQueue_waitsForItsReader() throws Exception {
    try (Receiver receiver = new Receiver(folder.resolve("s"), BUSY_RECEIVER);
        UnixDatagramTransport unix = new UnixDatagramTransport(folder.resolve("s"))) {
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      Thread sender = new Thread(() -> sendMany(unix), "sender");
      sender.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
      sender.start();
      awaitWaiting(sender);
      receiver.say("read");
      sender.join();
      assertEquals(List.of(), failures);
      assertEquals(1_000, unix.deliveredLines());
      assertEquals("1000", receiver.line());
    }
  }

  @Test
  void flush_interruptedWhileTheQueueIsFull_endsAndKeepsTheFlag() throws Exception {
    try (Receiver receiver = new Receiver(folder.resolve("s"), BUSY_RECEIVER);
        UnixDatagramTransport unix = new UnixDatagramTransport(folder.resolve("s"))) {
      AtomicReference<String> end = new AtomicReference<>("");
      Thread sender =
          new Thread(
              () -> {
                try {
                  unix.send("waits");
                  unix.flush();
                } catch (IOException e) {
                  end.set(e.getMessage() + " " + Thread.currentThread().isInterrupted());
                }
              });
      sender.start();
      awaitWaiting(sender);
      sender.interrupt();
      sender.join();
      assertTrue(end.get().contains("interrupted while waiting"), end.get());
      assertTrue(end.get().endsWith(" true"), end.get());
      assertEquals(0, unix.deliveredLines());
      assertTrue(receiver.process.isAlive());
    }
  }

  @Test
  void new_unlikeNativeLibrary_isRefusedNamingBoth() throws Exception {
    Path versions = Files.createDirectories(folder.resolve("META-INF"));
    Files.writeString(
        versions.resolve("io.netty.versions.properties"),
        version("netty-transport-classes-epoll", "4.2.20.Final")
            + version("netty-transport-native-epoll", "4.2.18.Final"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> EpollVersions.requireAlike(loader));
      assertTrue(
          String.valueOf(e.getMessage())
              .startsWith(
                  "io.netty:netty-transport-classes-epoll is 4.2.20.Final and"
                      + " io.netty:netty-transport-native-epoll is 4.2.18.Final"),
          e.getMessage());
    }
    EpollVersions.requireAlike(UnixDatagramTransportTest.class.getClassLoader());
  }

  private static String version(String artifact, String version) {
    return artifact
        + ".version="
        + version
        + "\n"
        + artifact
        + ".buildDate=2026-01-01 00\\:00\\:00 +0000\n"
        + artifact
        + ".commitDate=2026-01-01 00\\:00\\:00 +0000\n"
        + artifact
        + ".shortCommitHash=1\n"
        + artifact
        + ".longCommitHash=1\n"
        + artifact
        + ".repoStatus=clean\n";
  }

  private static void sendMany(UnixDatagramTransport unix) {
    try {
      for (int i = 0; i < 1_000; i++) {
        unix.send("line");
        unix.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until it waits, for whatever takes longer than nothing: a loop that ends with the thread. */
  private static void awaitWaiting(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  /** A process that receives. */
  private static final class Receiver implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Receiver(Path socket) throws IOException {
      this(socket, RECEIVER);
    }

    Receiver(Path socket, String program) throws IOException {
      process =
          new ProcessBuilder("python3", "-c", program, socket.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertEquals("ready", line());
    }

    void say(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
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
