package io.tapes.reporters.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.Registry;
import io.tapes.Tags;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
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

  /** A server that is away for every other report, however many datagrams that is. */
  @Test
  void report_throughRestartsOfTheServer_serverCountsEachEventOnce() throws IOException {
    int port = server.getLocalPort();
    try (StatsdReporter statsd = StatsdReporter.builder().port(port).datagramBytes(60).build()) {
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 12; i++) {
          registry.counter("jobs." + i).increment(i + 1);
        }
        if (round % 2 == 0) {
          server.close();
          assertThrows(IOException.class, () -> statsd.report(registry.snapshot()));
        } else {
          server = new DatagramSocket(port, InetAddress.getLoopbackAddress());
          server.setSoTimeout(10_000);
          statsd.report(registry.snapshot());
          while (!counted.getOrDefault("jobs.9.value", 0L).equals(10L * (round + 1))) {
            receive(); // until the last of its datagrams
          }
        }
      }
      assertEquals(0, statsd.dropped());
    }
    for (int i = 0; i < 12; i++) {
      assertEquals(20L * (i + 1), counted.get("jobs." + i + ".value"));
    }
  }
}
