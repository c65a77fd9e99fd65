package io.tapes.reporters.elasticsearch;

import io.tapes.reporters.delivery.LineReporter;
import io.tapes.reporters.transport.LineTransport;
import java.net.URI;

/**
 * Reports to Elasticsearch or OpenSearch by their bulk interface; see {@link ElasticsearchFormat}
 * for the documents.
 *
 * <p>Every report stands for itself: one that was lost leaves a gap, but no wrong number. Documents
 * that the server refuses are counted as dropped, two lines each, and the others of a report are
 * stored. One thread at a time may report.
 */
public final class ElasticsearchReporter extends LineReporter {
  ElasticsearchReporter(ElasticsearchFormat format, LineTransport transport) {
    super("ElasticsearchReporter", format, transport, transport.longestLine());
  }

  /**
   * Returns a reporter.
   *
   * @param server such as {@code http://127.0.0.1:9200}
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host
   */
  public static ElasticsearchReporterBuilder builder(URI server) {
    return new ElasticsearchReporterBuilder(server);
  }
}
