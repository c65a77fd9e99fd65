package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.reporters.RealServer;
import io.tapes.reporters.transport.StreamTransport;
import io.tapes.reporters.transport.StreamTransportBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines over TLS, to the server of OpenSSL. */
@Timeout(120)
class StreamTransportTlsTest {
  @TempDir Path folder;

  private RealServer server(int port, Certificates own, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("s_server", "-quiet", "-accept", "127.0.0.1:" + port, "-cert"));
    arguments.addAll(List.of(own.certificate.toString(), "-key", own.key.toString()));
    arguments.addAll(List.of(more));
    RealServer server =
        RealServer.start(
            "openssl", "apt install openssl", folder, arguments.toArray(String[]::new));
    return server.awaitPort(port);
  }

  private static void send(StreamTransportBuilder builder, String... lines) throws IOException {
    try (StreamTransport transport = builder.build()) {
      for (String line : lines) {
        transport.send(line);
      }
      transport.flush();
    }
  }

  @Test
  void lines_arriveWhole_alsoAfterTheServerWasRestarted() throws Exception {
    Certificates own = new Certificates(folder, "server");
    int port = RealServer.freePorts(1)[0];
    String large = "x".repeat(50_000);
    try (StreamTransport transport =
        StreamTransport.tls("127.0.0.1", port).authorities(own.certificate).build()) {
      try (RealServer server = server(port, own)) {
        for (int i = 0; i < 10; i++) {
          transport.send(i + large);
          transport.flush();
        }
        server.await(() -> server.log().contains("9" + large));
        for (int i = 0; i < 10; i++) {
          assertTrue(server.log().contains(i + large + "\n"), "line " + i);
        }
      }
      try (RealServer server = server(port, own)) {
        transport.send("after the restart");
        transport.flush(); // the end of the first server was noticed before
        server.await(() -> server.log().contains("after the restart\n"));
      }
      assertEquals(11, transport.deliveredLines());
    }
  }

  @Test
  void strangers_areRefused_onBothSides() throws Exception {
    Certificates own = new Certificates(folder, "server");
    Certificates client = new Certificates(folder, "client");
    Certificates stranger = new Certificates(folder, "stranger");
    int port = RealServer.freePorts(1)[0];
    try (RealServer server =
        server(
            port,
            own,
            "-Verify",
            "1",
            "-verify_return_error",
            "-CAfile",
            client.certificate.toString())) {
      assertThrows(IOException.class, () -> send(StreamTransport.tls("127.0.0.1", port), "jdk"));
      assertThrows(
          IOException.class,
          () ->
              send(
                  StreamTransport.tls("127.0.0.1", port).authorities(stranger.certificate),
                  "unknown"));
      send(
          StreamTransport.tls("127.0.0.1", port)
              .authorities(own.certificate)
              .clientCertificate(client.certificate, client.key),
          "welcome");
      server.await(() -> server.log().contains("welcome\n"));
      assertFalse(server.log().contains("jdk") || server.log().contains("unknown"));
    }
  }

  @Test
  void peerThatSaysNothing_holdsNobody() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      IOException failure =
          assertThrows(
              IOException.class,
              () ->
                  send(
                      StreamTransport.tls("127.0.0.1", silent.getLocalPort())
                          .connectTimeout(Duration.ofMillis(300)),
                      "x"));
      assertTrue(failure.getMessage().contains("no answer in time"), failure.getMessage());
    }
  }

  @Test
  void peerThatTalksGarbage_orHangsUp_failsTheFlush() throws Exception {
    for (String garbage : new String[] {"HTTP/1.1 400 Bad Request\r\n\r\n", ""}) {
      try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Thread thread =
            new Thread(
                () -> {
                  try (Socket socket = peer.accept()) {
                    socket.getOutputStream().write(garbage.getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().read();
                  } catch (IOException e) {
                    // the client went away
                  }
                });
        thread.start();
        assertThrows(
            IOException.class,
            () -> send(StreamTransport.tls("127.0.0.1", peer.getLocalPort()), "x"));
        thread.join();
      }
    }
  }

  @Test
  void certificates_withoutTls_areRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("text.pem"), "text");
    assertThrows(IllegalStateException.class, () -> StreamTransport.tcp("h", 1).authorities(file));
    assertThrows(
        IllegalStateException.class,
        () -> StreamTransport.unix(file).clientCertificate(file, file));
    StreamTransportBuilder wrong = StreamTransport.tls("h", 1).authorities(file);
    String message = assertThrows(IllegalArgumentException.class, wrong::build).getMessage();
    assertTrue(message.contains("'" + file + "'"), message);
  }
}
