package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.ExportBounds;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.slf4j.ListLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** What the node exporter shows of our files. */
class NodeExporterTest {
  @TempDir Path folder;

  @Test
  void pages_areShownWhole_whileTheyAreReplaced() throws Exception {
    Path texts = Files.createDirectory(folder.resolve("texts"));
    int port = RealServer.freePorts(1)[0];
    String address = "http://127.0.0.1:" + port + "/metrics";
    try (RealServer exporter =
        RealServer.start(
            "prometheus-node-exporter",
            "apt install prometheus-node-exporter",
            folder,
            "--web.listen-address=127.0.0.1:" + port,
            "--collector.disable-defaults",
            "--collector.textfile",
            "--collector.textfile.directory=" + texts)) {
      exporter.await(() -> RealServer.answers(address));
      PrometheusFileReporter reporter = new PrometheusFileReporter(texts.resolve("shop.prom"));
      reporter.report(Samples.everything());
      String page = RealServer.get(address);
      assertTrue(page.contains("\njobs_done_total 9.007199254740992e+15\n"), page);
      assertTrue(page.contains("\nmy_timer_seconds_count 100\n"), page);
      assertTrue(page.contains("\nnode_textfile_scrape_error 0\n"), page);
      PrometheusFileReporter any = new PrometheusFileReporter(texts.resolve("any.prom"));
      Snapshot names = Fuzz.snapshot(IntStream.range(0, 500).boxed().toList());
      AtomicBoolean done = new AtomicBoolean();
      Thread writer =
          new Thread(
              () -> {
                try {
                  while (!done.get()) {
                    any.report(names);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      writer.start();
      for (int i = 0; i < 20; i++) {
        String during = RealServer.get(address);
        assertTrue(during.contains("\nnode_textfile_scrape_error 0\n"), exporter.log());
      }
      done.set(true);
      writer.join();
    }
  }

  /** Of two equal series the exporter shows one, and says nothing on its page. */
  @Test
  void twoProcessesWithEqualSeries_areWarnedOf() throws Exception {
    Path texts = Files.createDirectory(folder.resolve("texts"));
    int port = RealServer.freePorts(1)[0];
    String address = "http://127.0.0.1:" + port + "/metrics";
    ListLogger firstLog = new ListLogger(Level.WARN);
    ListLogger secondLog = new ListLogger(Level.WARN);
    PrometheusFileReporter first =
        new PrometheusFileReporter(texts.resolve("first.prom"), ExportBounds.none(), firstLog);
    PrometheusFileReporter second =
        new PrometheusFileReporter(texts.resolve("second.prom"), ExportBounds.none(), secondLog);
    Registry one = Registry.create();
    one.counter("jobs").increment(1);
    one.counter("own", Tags.of("process", "1")).increment(1);
    Registry two = Registry.create();
    two.counter("jobs").increment(2);
    two.counter("own", Tags.of("process", "2")).increment(2);
    try (RealServer exporter =
        RealServer.start(
            "prometheus-node-exporter",
            "apt install prometheus-node-exporter",
            folder,
            "--web.listen-address=127.0.0.1:" + port,
            "--collector.disable-defaults",
            "--collector.textfile",
            "--collector.textfile.directory=" + texts)) {
      exporter.await(() -> RealServer.answers(address));
      first.report(one.snapshot());
      second.report(two.snapshot());
      first.report(one.snapshot());
      String page = RealServer.get(address);
      assertTrue(page.contains("own_total{process=\"1\"} 1\n"), page);
      assertTrue(page.contains("own_total{process=\"2\"} 2\n"), page);
      assertEquals(1, page.lines().filter(line -> line.startsWith("jobs_total")).count(), page);
    }
    for (ListLogger log : List.of(firstLog, secondLog)) {
      assertEquals(1, log.lines.size());
      assertTrue(log.lines.get(0).contains(" has jobs_total as "), log.lines.get(0));
    }
  }

  @Test
  void twoProcessesWithOneFile_areWarnedOf() throws IOException {
    Path file = folder.resolve("shop.prom");
    Registry registry = Registry.create();
    registry.counter("jobs").increment();
    ListLogger log = new ListLogger(Level.WARN);
    PrometheusFileReporter one = new PrometheusFileReporter(file, ExportBounds.none(), log);
    one.report(registry.snapshot());
    one.report(registry.snapshot());
    assertEquals(List.of(), log.lines);
    new PrometheusFileReporter(file).report(registry.snapshot());
    one.report(registry.snapshot());
    assertEquals(1, log.lines.size());
    assertTrue(log.lines.get(0).contains("written by another process as well"), log.lines.get(0));
  }

  @Test
  void aFailedWrite_leavesThePageAsItWas() throws IOException {
    Path file = folder.resolve("shop.prom");
    PrometheusFileReporter reporter = new PrometheusFileReporter(file);
    Registry registry = Registry.create();
    registry.counter("a").increment();
    reporter.report(registry.snapshot());
    String before = Files.readString(file);
    assertEquals(before, Files.readString(file));
    PrometheusFileReporter lost = new PrometheusFileReporter(folder.resolve("no/such/shop.prom"));
    assertThrows(IOException.class, () -> lost.report(registry.snapshot()));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(file), all.toList());
    }
  }

  @Test
  void whatIsLeftOut_isCounted() throws IOException {
    Registry registry = Registry.create();
    registry.gauge("a_b").set(1);
    registry.counter("a.b").increment();
    registry.histogram("a.b.count.x");
    PrometheusFileReporter reporter = new PrometheusFileReporter(folder.resolve("x.prom"));
    reporter.report(registry.snapshot());
    assertEquals(1, reporter.dropped());
  }
}
