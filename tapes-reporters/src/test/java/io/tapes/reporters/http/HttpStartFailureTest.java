package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every cause for which a server cannot start: it is said with its remedy, leaves no file and no
 * thread behind, and when it is gone the same server starts.
 */
class HttpStartFailureTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final HttpReporterBuilder settings =
      HttpReporter.builder(Registry.create()).host("127.0.0.1");

  private static String refusal(HttpReporter server) {
    return String.valueOf(assertThrows(UncheckedIOException.class, server::start).getMessage());
  }

  private static List<String> files() throws IOException {
    List<String> all = new ArrayList<>();
    if (Files.isDirectory(DESCRIPTORS)) {
      try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
        for (Path each : open) {
          String target = Files.exists(each) ? Files.readSymbolicLink(each).toString() : "";
          all.add(target.replaceAll("\\d+", "N"));
        }
      }
    }
    return all.stream().sorted().toList();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("tapes-http-(worker|\\d).*"))
        .toList();
  }

  private static void stays(HttpReporter server, String said) throws Exception {
    assertEquals(said, refusal(server));
    List<String> files = files(); // classes are loaded from files that stay open
    for (int i = 0; i < 3; i++) {
      assertEquals(said, refusal(server));
      assertEquals(files, files());
      for (Thread thread : threads()) {
        thread.join(60_000); // it has said that it ends, and does so in a moment
      }
      assertEquals(List.of(), threads());
      assertThrows(IllegalStateException.class, server::port);
    }
  }

  private static void works(HttpReporter server) throws IOException {
    server.start();
    new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
    assertThrows(IllegalStateException.class, server::start);
  }

  @Test
  void aPortInUse() throws Exception {
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    try (HttpReporter server = settings.port(taken.getLocalPort()).build()) {
      stays(
          server,
          "cannot listen on 127.0.0.1:"
              + taken.getLocalPort()
              + " (Address already in use); stop the other process, or use another address or port,"
              + " such as 0 for any free one");
      taken.close();
      works(server);
    }
  }

  @Test
  void anAddressOfAnotherMachine() throws Exception {
    // One for documentation, which nobody has.
    try (HttpReporter server = settings.host("192.0.2.1").port(8889).build()) {
      stays(
          server,
          "cannot listen on 192.0.2.1:8889 (Cannot assign requested address); use an address of"
              + " this machine, or 0.0.0.0 for all of them");
    }
  }

  @Test
  void aHostWithoutAnAddress() throws Exception {
    try (HttpReporter server = settings.host("no-such-host.invalid").port(8889).build()) {
      stays(
          server,
          "cannot listen on no-such-host.invalid:8889: the host name has no address; use one of"
              + " this machine");
    }
  }

  @Test
  void aCertificateThatIsMissing_orIsNone(@TempDir Path folder) throws Exception {
    Certificates own = new Certificates(folder, "server");
    Path later = folder.resolve("later.crt");
    try (HttpReporter server = settings.port(0).tls(later, own.key).build()) {
      stays(server, "cannot read '" + later + "', which TLS needs; check path and rights");
      Files.writeString(later, "no certificate");
      String said = refusal(server);
      assertTrue(said.startsWith("cannot serve TLS with the certificates of '" + later), said);
      stays(server, said);
      Files.copy(own.certificate, later, StandardCopyOption.REPLACE_EXISTING);
      works(server);
    }
  }
}
