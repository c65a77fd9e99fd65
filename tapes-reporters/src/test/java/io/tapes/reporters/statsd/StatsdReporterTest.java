package io.tapes.reporters.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Tags;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import io.tapes.reporters.format.StatsdFormat;
import io.tapes.reporters.format.StatsdTags;
import io.tapes.reporters.transport.UdpTransport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatsdReporterTest {
  private final Registry registry = Registry.create();
  private final Map<String, Long> counted = new TreeMap<>();
  private DatagramSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    server.setSoTimeout(10_000);
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Reads one datagram and adds up its counters, as a server does. */
  private void receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    server.receive(packet);
    String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    for (String line : text.split("\n", -1)) {
      if (line.endsWith("|c")) {
        int colon = line.indexOf(':');
        long value = Long.parseLong(line.substring(colon + 1, line.length() - 2));
        counted.merge(line.substring(0, colon), value, Long::sum);
      }
    }
  }

  @Test
  void report_manyTimes_serverCountsEachEventOnce() throws IOException {
    try (StatsdReporter statsd =
        StatsdReporter.builder().port(server.getLocalPort()).prefix("shop").build()) {
      for (int i = 0; i < 5; i++) {
        registry.counter("jobs").increment(3);
        registry.meter("errors").mark();
        registry.counter("hits", Tags.of("page", "a")).increment();
        statsd.report(registry.snapshot());
        receive();
      }
    }
    assertEquals(
        Map.of("shop.jobs.value", 15L, "shop.errors.total", 5L, "shop.hits.page.a.value", 5L),
        counted);
  }

  @Test
  void report_failingHalfWay_neitherLosesNorDoubles() throws IOException {
    registry.counter("a").increment(1);
    registry.counter("b").increment(10);
    registry.counter("c").increment(100);
    // Datagrams of one line each; the format fails at 'c', after 'a' left and 'b' is packed.
    FailsAt format = new FailsAt("c");
    try (StatsdReporter statsd =
        new StatsdReporter(format, new UdpTransport("127.0.0.1", server.getLocalPort(), 14))) {
      assertThrows(IOException.class, () -> statsd.report(registry.snapshot()));
      receive();
      assertEquals(Map.of("a.value", 1L), counted);
      format.name = "";
      registry.counter("a").increment(1);
      statsd.report(registry.snapshot());
    }
    for (int datagrams = 0; datagrams < 3; datagrams++) {
      receive();
    }
    assertEquals(Map.of("a.value", 2L, "b.value", 10L, "c.value", 100L), counted);
  }

  private static final class FailsAt implements LineFormat {
    private final LineFormat statsd = StatsdFormat.of("", StatsdTags.SEGMENTS);
    private String name;

    FailsAt(String name) {
      this.name = name;
    }

    @Override
    public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
        throws IOException {
      if (series.name().equals(name)) {
        throw new IOException("the network is down");
      }
      statsd.write(series, sent, wallMillis, out);
    }
  }
}
