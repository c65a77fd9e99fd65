package io.tapes.reporters.prometheus;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.format.ExportBounds;
import io.tapes.reporters.transport.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each snapshot into a file, in Prometheus' text format, for the textfile collector of the
 * node exporter. Readers find the page before or the page after, never a part of one.
 *
 * <p>Each process needs a file of its own and series of its own, told apart by a tag: of two equal
 * series in two files the node exporter shows one only. Where another process writes the same file
 * or the same series, a warning is logged at most once a minute.
 *
 * <p>The file stays when the reporter is closed. One thread at a time may report.
 */
public final class PrometheusFileReporter implements Reporter {
  private final AtomicFile file;
  private final Neighbours neighbours;
  private final Page page;

  /**
   * Returns a reporter to a file.
   *
   * @param file its name must end in {@code .prom} for the node exporter; its folder must exist
   */
  public PrometheusFileReporter(Path file) {
    this(file, ExportBounds.none());
  }

  /**
   * Returns a reporter to a file with bounds of its own.
   *
   * @param file its name must end in {@code .prom} for the node exporter; its folder must exist
   * @param bounds where histograms and timers are cut, by the names of metrics
   */
  public PrometheusFileReporter(Path file, ExportBounds bounds) {
    this(file, bounds, LoggerFactory.getLogger(PrometheusFileReporter.class));
  }

  /** With a logger of its own, for tests. */
  PrometheusFileReporter(Path file, ExportBounds bounds, Logger logger) {
    this.page = new Page(PrometheusFormat.text().bounds(bounds));
    this.file = new AtomicFile(file);
    this.neighbours = new Neighbours(file, logger);
  }

  /**
   * Writes one snapshot.
   *
   * @param snapshot what to write
   * @throws IOException if it could not be written; the file is as it was
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    byte[] content = page.of(snapshot);
    neighbours.look(content);
    file.write(content);
    neighbours.wrote();
  }

  @Override
  public long dropped() {
    return page.leftOut();
  }
}
