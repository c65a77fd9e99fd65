package io.tapes.reporters.prometheus;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.transport.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes each snapshot into a file, in Prometheus' text format, for the textfile collector of the
 * node exporter. Readers find the page before or the page after, never a part of one.
 *
 * <p>The file stays when the reporter is closed. One thread at a time may report.
 */
public final class PrometheusFileReporter implements Reporter {
  private final AtomicFile file;
  private final Page page = new Page();

  /**
   * A reporter to a file.
   *
   * @param file its name must end in {@code .prom} for the node exporter; its folder must exist
   */
  public PrometheusFileReporter(Path file) {
    this.file = new AtomicFile(file);
  }

  /**
   * Writes one snapshot.
   *
   * @param snapshot what to write
   * @throws IOException if it could not be written; the file is as it was
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    file.write(page.of(snapshot));
  }

  @Override
  public long dropped() {
    return page.leftOut();
  }
}
