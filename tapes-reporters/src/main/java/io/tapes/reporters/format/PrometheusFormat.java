package io.tapes.reporters.format;

import io.tapes.Snapshot;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A snapshot as a page for Prometheus to scrape: the text format 0.0.4, or OpenMetrics 1.0.
 *
 * <p>Dots and other characters that Prometheus does not allow become underscores; tags become
 * labels. Counters and the counts of meters are counters ({@code _total}), decremented counters and
 * gauges are gauges, histograms and timers are histograms with fixed bounds and exact sums and
 * counts: timers in seconds ({@code _seconds}) from 5 ms to 10 s, histograms in powers of four from
 * 1 to 4^14. Values, labels and bounds are written alike in both formats.
 *
 * <p>Any thread may use an instance.
 */
public final class PrometheusFormat {
  private static final PrometheusFormat TEXT =
      new PrometheusFormat(false, "text/plain; version=0.0.4; charset=utf-8");
  private static final PrometheusFormat OPEN_METRICS =
      new PrometheusFormat(true, "application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final boolean openMetrics;
  private final String contentType;

  private PrometheusFormat(boolean openMetrics, String contentType) {
    this.openMetrics = openMetrics;
    this.contentType = contentType;
  }

  /**
   * The text format 0.0.4.
   *
   * @return always the same instance
   */
  public static PrometheusFormat text() {
    return TEXT;
  }

  /**
   * OpenMetrics 1.0.
   *
   * @return always the same instance
   */
  public static PrometheusFormat openMetrics() {
    return OPEN_METRICS;
  }

  /**
   * The media type of the format.
   *
   * @return a value for the Content-Type header
   */
  public String contentType() {
    return contentType;
  }

  /**
   * Writes a page. It is valid whatever the snapshot holds: a metric whose Prometheus name another
   * one has already is left out.
   *
   * @param snapshot what to write
   * @param out where to; neither flushed nor closed
   * @return a sentence for each metric or series that was left out; usually empty
   * @throws IOException from {@code out}
   */
  public List<String> write(Snapshot snapshot, OutputStream out) throws IOException {
    PrometheusPage page = new PrometheusPage(snapshot);
    Unclosed target = new Unclosed(out);
    try (Writer writer =
        new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8))) {
      PrometheusWriter lines = new PrometheusWriter(writer, openMetrics);
      for (PrometheusFamily family : page.families()) {
        lines.write(family);
      }
      if (openMetrics) {
        writer.write("# EOF\n");
      }
    }
    return List.copyOf(page.leftOut());
  }
}
