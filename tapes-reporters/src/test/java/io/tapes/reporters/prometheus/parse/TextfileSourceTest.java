package io.tapes.reporters.prometheus.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.prometheus.PrometheusFileReporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextfileSourceTest {
  @TempDir Path folder;

  private Snapshot collected() {
    List<Series> all = new ArrayList<>();
    new TextfileSource(folder).collect(all::add);
    return Snapshot.of(0, all);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void eachFile_isShown() throws IOException {
    write("a.prom", "a 1\n");
    write("b.prom", "b 2\n");
    write("c.txt", "c 3\n");
    Snapshot now = collected();
    assertEquals(1, now.number("a.value"));
    assertEquals(2, now.number("b.value"));
    assertTrue(now.at("c").isEmpty());
    assertEquals(0, now.number("textfile.scrape.error.value"));
    assertTrue(now.number("textfile.mtime.seconds.{file=a.prom}.value") > 1e9);
  }

  @Test
  void aBadFile_isLeftOutWhole_andTheOthersAreShown() throws IOException {
    write("a.prom", "a 1\nx y\n");
    write("b.prom", "b 2\n");
    write("c.prom", "c 3 1395066363000\n");
    write("d.prom", "d 4");
    Files.createDirectory(folder.resolve("e.prom"));
    Snapshot now = collected();
    assertTrue(now.at("a").isEmpty());
    assertEquals(2, now.number("b.value"));
    assertTrue(now.at("c").isEmpty());
    assertTrue(now.at("d").isEmpty());
    assertEquals(1, now.number("textfile.scrape.error.value"));
  }

  @Test
  void aSeriesInTwoFiles_isThatOfTheFirst() throws IOException {
    write("b.prom", "a 2\nb 2\n");
    write("a.prom", "a 1\n");
    Snapshot now = collected();
    assertEquals(1, now.number("a.value"));
    assertEquals(2, now.number("b.value"));
    assertEquals(1, now.number("textfile.scrape.error.value"));
  }

  @Test
  void aMissingFolder_isAnEmptyOne() throws IOException {
    Files.delete(folder);
    assertEquals(0, collected().number("textfile.scrape.error.value"));
    Files.createDirectory(folder);
  }

  @Test
  void whatOurFileReporterWrites_isReadAgain() throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs").increment(3);
    new PrometheusFileReporter(folder.resolve("shop.prom")).report(registry.snapshot());
    assertEquals(3, collected().number("jobs_total.value"));
  }

  /** What the node exporter's own collector shows of a folder is what this shows. */
  @Test
  void theNodeExporter_readsTheSameFilesAlike(@TempDir Path run) throws Exception {
    write("a.prom", "# HELP a x\n# TYPE a counter\na{x=\"\\\"\\\\\\n\"} 1.5\n");
    write(
        "b.prom",
        "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\nh_sum 5\nh_count 3\n");
    write("c.prom", "c 3 1395066363000\n");
    int port = RealServer.freePorts(1)[0];
    String address = "http://127.0.0.1:" + port + "/metrics";

    try (RealServer exporter =
        RealServer.start(
            "prometheus-node-exporter",
            "apt install prometheus-node-exporter",
            run,
            "--web.listen-address=127.0.0.1:" + port,
            "--collector.disable-defaults",
            "--collector.textfile",
            "--collector.textfile.directory=" + folder)) {
      exporter.await(() -> RealServer.answers(address));
      List<Series> page = new ArrayList<>();
      ScrapeSource.builder(URI.create(address)).build().collect(page::add);
      Snapshot theirs = Snapshot.of(0, page);
      Snapshot ours = collected();
      for (String path : List.of("a.{x=\"\\\\\n}.value", "h.count", "h.q50")) {
        assertEquals(theirs.number(path), ours.number(path), path);
      }
      assertFalse(theirs.at("c").isPresent() || ours.at("c").isPresent());
      assertEquals(1, theirs.number("node_textfile_scrape_error.value"));
      assertEquals(1, ours.number("textfile.scrape.error.value"));
    }
  }
}
