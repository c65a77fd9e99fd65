package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
