package io.tapes.reporters.delivery;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.report.Reporter;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.graphite.GraphiteReporter;
import io.tapes.reporters.influx.InfluxReporter;
import io.tapes.reporters.otlp.OtlpReporter;
import io.tapes.reporters.prometheus.PushgatewayReporter;
import io.tapes.reporters.spectatord.SpectatordReporter;
import io.tapes.reporters.statsd.StatsdReporter;
import io.tapes.reporters.transport.HttpTransportBuilder;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.StreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every reporter, and what a network does to it: an IOException in time, and nothing else. */
class HostileBackendsTest {
  private static void impatient(HttpTransportBuilder http) {
    http.timeout(Duration.ofMillis(200))
        .connectTimeout(Duration.ofMillis(200))
        .giveUpAfter(Duration.ofMillis(300));
  }

  private static LineTransport tcp(String host, int port) {
    return StreamTransport.tcp(host, port)
        .connectTimeout(Duration.ofMillis(200))
        .writeTimeout(Duration.ofMillis(200))
        .build();
  }

  private static final Map<String, BiFunction<String, Integer, Reporter>> REPORTERS =
      new LinkedHashMap<>();

  static {
    REPORTERS.put(
        "graphite", (host, port) -> GraphiteReporter.builder().transport(tcp(host, port)).build());
    REPORTERS.put(
        "statsd", (host, port) -> StatsdReporter.builder().transport(tcp(host, port)).build());
    REPORTERS.put(
        "spectatord",
        (host, port) -> SpectatordReporter.builder().transport(tcp(host, port)).build());
    REPORTERS.put(
        "influx",
        (host, port) ->
            InfluxReporter.http(http(host, port))
                .database("t")
                .transport(HostileBackendsTest::impatient)
                .build());
    REPORTERS.put(
        "otlp",
        (host, port) ->
            OtlpReporter.builder(http(host, port))
                .transport(HostileBackendsTest::impatient)
                .build());
    REPORTERS.put(
        "pushgateway",
        (host, port) ->
            PushgatewayReporter.builder(http(host, port), "job")
                .transport(HostileBackendsTest::impatient)
                .build());
  }

  private static URI http(String host, int port) {
    return URI.create("http://" + host + ":" + port);
  }

  private static void assertFails(Reporter reporter) throws Exception {
    try (reporter) {
      for (int i = 0; i < 2; i++) {
        var failure = assertThrows(IOException.class, () -> reporter.report(Samples.everything()));
        assertTrue(failure.getMessage() != null && !failure.getMessage().isEmpty());
      }
    }
    assertThrows(IOException.class, () -> reporter.report(Samples.everything()));
  }

  /** What is tried with one kind of reporter. */
  private interface Attempt {
    void with(BiFunction<String, Integer, Reporter> maker) throws Exception;
  }

  private static List<DynamicTest> eachReporter(Attempt attempt) {
    List<DynamicTest> tests = new ArrayList<>();
    REPORTERS.forEach(
        (name, maker) -> tests.add(DynamicTest.dynamicTest(name, () -> attempt.with(maker))));
    return tests;
  }

  @TestFactory
  List<DynamicTest> refusedConnection_isAFailure() {
    return eachReporter(maker -> assertFails(maker.apply("127.0.0.1", RealServer.freePorts(1)[0])));
  }

  @TestFactory
  List<DynamicTest> unknownHost_isAFailure() {
    return eachReporter(maker -> assertFails(maker.apply("no-such-host.invalid", 9)));
  }

  /** Takes connections, and does with them what it is told. */
  private static final class Backend implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();

    Backend(boolean resetting) throws IOException {
      Thread acceptor =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Socket socket = server.accept();
                    if (resetting) {
                      socket.setSoLinger(true, 0); // close sends a reset
                      socket.close();
                    } else {
                      open.add(socket);
                    }
                  }
                } catch (IOException e) {
                  // closed
                }
              });
      acceptor.setDaemon(true);
      acceptor.start();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @TestFactory
  List<DynamicTest> resetConnections_neverThrowAnythingElse() {
    return eachReporter(
        maker -> {
          try (Backend backend = new Backend(true);
              Reporter reporter = maker.apply("127.0.0.1", backend.server.getLocalPort())) {
            for (int i = 0; i < 5; i++) {
              try {
                // A short report may be on its way before the reset arrives.
                reporter.report(Samples.everything());
              } catch (IOException e) {
                assertTrue(e.getMessage() != null);
              }
            }
          }
        });
  }

  @TestFactory
  List<DynamicTest> aServerThatNeverAnswers_isLeftInTime() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : List.of("influx", "otlp", "pushgateway")) {
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                try (Backend backend = new Backend(false)) {
                  assertFails(
                      REPORTERS.get(name).apply("127.0.0.1", backend.server.getLocalPort()));
                }
              }));
    }
    return tests;
  }
}
