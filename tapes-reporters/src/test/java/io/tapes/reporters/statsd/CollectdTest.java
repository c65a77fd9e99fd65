package io.tapes.reporters.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tapes.Registry;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.transport.UdpTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What collectd, which is strict, has after reports. */
class CollectdTest {
  private static final String CONFIG =
      """
      Hostname "h"
      FQDNLookup false
      BaseDir "%1$s"
      PIDFile "%1$s/pid"
      Interval 1
      LoadPlugin logfile
      <Plugin logfile>
        LogLevel info
        File STDOUT
      </Plugin>
      LoadPlugin statsd
      <Plugin statsd>
        Host "127.0.0.1"
        Port "%2$d"
      </Plugin>
      LoadPlugin csv
      <Plugin csv>
        DataDir "%1$s/csv"
        StoreRates false
      </Plugin>
      """;

  @TempDir Path folder;
  private RealServer collectd;
  private int port;

  @BeforeEach
  void start() throws Exception {
    port = RealServer.freePorts(1)[0];
    Path config = folder.resolve("collectd.conf");
    Files.writeString(config, CONFIG.formatted(folder, port));
    collectd =
        RealServer.start(
            "/usr/sbin/collectd",
            "apt install collectd-core",
            folder,
            "-f",
            "-C",
            config.toString());
    // It says nothing when it listens; a connected datagram socket is told until then.
    collectd.await(() -> collectd.log().contains("Initialization complete"));
    collectd.await(this::isListening);
  }

  private boolean isListening() throws IOException {
    String inode = ":%04X ".formatted(port);
    return Files.readString(Path.of("/proc/net/udp")).contains(inode)
        || Files.readString(Path.of("/proc/net/udp6")).contains(inode);
  }

  @AfterEach
  void stop() {
    if (collectd != null) {
      collectd.close();
    }
  }

  /** The newest number of a series; NaN when there is none. */
  private double last(String typeAndName) throws IOException {
    Path values = folder.resolve("csv/h/statsd");
    if (!Files.isDirectory(values)) {
      return Double.NaN;
    }
    try (Stream<Path> files = Files.list(values)) {
      List<Path> found =
          files
              .filter(f -> f.getFileName().toString().matches(typeAndName + "-\\d{4}-..-.."))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        return Double.NaN;
      }
      List<String> lines = Files.readAllLines(found.get(found.size() - 1));
      String line = lines.get(lines.size() - 1);
      return line.matches("[0-9.]+,[-0-9.e+]+")
          ? Double.parseDouble(line.substring(line.indexOf(',') + 1))
          : Double.NaN;
    }
  }

  @Test
  void manyReports_countEachEventOnce() throws Exception {
    Registry registry = Registry.create();
    registry.gauge("temperature").set(5);
    try (StatsdReporter reporter = StatsdReporter.builder().port(port).build()) {
      for (int i = 1; i <= 5; i++) {
        registry.counter("jobs").increment(3);
        registry.gauge("temperature").add(-2);
        reporter.report(registry.snapshot());
      }
    }
    collectd.await(() -> last("derive-jobs\\.value") == 15);
    collectd.await(() -> last("gauge-temperature\\.value") == -5);
  }

  @Test
  void everything_isTaken() throws Exception {
    try (StatsdReporter reporter = StatsdReporter.builder().port(port).build()) {
      reporter.report(Samples.everything());
      reporter.report(Fuzz.snapshot(IntStream.range(0, 300).boxed().toList()));
    }
    collectd.await(() -> last("gauge-my\\.timer\\.mean") == 50.5);
    assertEquals(12, last("derive-http\\.requests\\.method\\.GET\\.status\\.200\\.value"));
    assertFalse(collectd.log().contains("Unable to parse"), collectd.log());
    try (UdpTransport udp = new UdpTransport("127.0.0.1", port)) {
      udp.send("no:1|line");
      udp.flush();
    }
    collectd.await(() -> collectd.log().contains("Unable to parse")); // that is what it says
  }
}
