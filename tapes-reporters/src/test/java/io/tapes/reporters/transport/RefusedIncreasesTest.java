package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.reporters.statsd.StatsdReporter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Here, where a connection's pause after a failure can be ended by a clock. */
class RefusedIncreasesTest {
  /** Counts what a StatsD server would have counted, over connections that were cut. */
  @Test
  void increases_overARefusal_arriveOnce() throws Exception {
    Registry registry = Registry.create();
    ManualClock clock = new ManualClock();
    int port;
    try (LineServer gone = new LineServer()) {
      port = gone.port();
    }
    StreamTransportBuilder transport = StreamTransport.tcp("127.0.0.1", port);
    transport.clock = clock;
    try (StatsdReporter reporter = StatsdReporter.builder().transport(transport.build()).build()) {
      registry.counter("jobs").increment(3);
      assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
      registry.counter("jobs").increment(4);
      try (LineServer server = new LineServer(port)) {
        assertThrows(IOException.class, () -> reporter.report(registry.snapshot()), "too early");
        clock.advance(Duration.ofSeconds(1));
        reporter.report(registry.snapshot());
        try (LineServer.Connection peer = server.accept()) {
          assertEquals(List.of("jobs.value:7|c"), peer.lines(1));
        }
      }
    }
  }
}
