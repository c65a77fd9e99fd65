package io.tapes.reporters.opentsdb;

import io.tapes.reporters.delivery.LineReporter;
import io.tapes.reporters.transport.LineTransport;
import java.net.URI;

/**
 * Reports to OpenTSDB, or what takes its protocols; see {@link OpenTsdbFormat} for the points.
 *
 * <p>Every report stands for itself: one that was lost leaves a gap, but no wrong number. Over HTTP
 * points that the server refuses are counted as dropped; the telnet interface says nothing that is
 * heard. One thread at a time may report.
 */
public final class OpenTsdbReporter extends LineReporter {
  /** What the telnet interface takes for a line. */
  static final int LONGEST_LINE = 1_024;

  OpenTsdbReporter(OpenTsdbFormat format, LineTransport transport, int longestLine) {
    super("OpenTsdbReporter", format, transport, longestLine);
  }

  /**
   * Returns a reporter over HTTP or HTTPS.
   *
   * @param server such as {@code http://127.0.0.1:4242}
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host
   */
  public static OpenTsdbReporterBuilder http(URI server) {
    return OpenTsdbReporterBuilder.http(server);
  }

  /**
   * Returns a reporter to the telnet interface.
   *
   * @param transport such as TCP to port 4242; closed with the reporter
   * @return a builder
   */
  public static OpenTsdbReporterBuilder telnet(LineTransport transport) {
    return OpenTsdbReporterBuilder.telnet(transport);
  }
}
