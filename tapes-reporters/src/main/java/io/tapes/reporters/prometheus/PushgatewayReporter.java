package io.tapes.reporters.prometheus;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.transport.HttpTransport;
import java.io.IOException;
import java.net.URI;

/**
 * Pushes each snapshot to a Pushgateway, for jobs that end before they are scraped. A report
 * replaces the whole group, or with {@link PushgatewayReporterBuilder#add} the metrics of the same
 * names only.
 *
 * <p>Tags that are called like a label of the group get {@code exported_} in front, as Prometheus
 * does it: the gateway would replace them. Metrics called like one of the gateway's own, {@code
 * push_time_seconds}, are left out and counted. One thread at a time may report.
 */
public final class PushgatewayReporter implements Reporter {
  private final HttpTransport http;
  private final String path;
  private final String method;
  private final boolean deleteOnClose;
  private final Page page;
  private boolean closed;

  PushgatewayReporter(
      HttpTransport http,
      String path,
      PrometheusFormat format,
      String method,
      boolean deleteOnClose) {
    this.http = http;
    this.path = path;
    this.page = new Page(format);
    this.method = method;
    this.deleteOnClose = deleteOnClose;
  }

  /**
   * Returns a reporter to a Pushgateway.
   *
   * @param gateway such as {@code http://127.0.0.1:9091}
   * @param job the value of the label {@code job}
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host, or the job is
   *     empty
   */
  public static PushgatewayReporterBuilder builder(URI gateway, String job) {
    return new PushgatewayReporterBuilder(gateway, job);
  }

  /**
   * Pushes one snapshot.
   *
   * @param snapshot what to push
   * @throws IOException if the gateway could not be reached or refused
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    http.send(method, path, PrometheusFormat.text().contentType(), page.of(snapshot));
  }

  /**
   * Deletes the group from the gateway.
   *
   * @throws IOException if the gateway could not be reached or refused
   */
  public void delete() throws IOException {
    http.send("DELETE", path, PrometheusFormat.text().contentType(), new byte[0]);
  }

  @Override
  public String destination() {
    return http.destination() + path;
  }

  @Override
  public long dropped() {
    return page.leftOut();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      boolean interrupted = Thread.interrupted(); // it would leave the group there for ever
      try {
        if (deleteOnClose) {
          delete();
        }
      } finally {
        http.close();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
