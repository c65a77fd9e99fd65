package io.tapes.reporters.influx;

import io.tapes.reporters.delivery.LineReporter;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.UdpTransport;
import java.net.URI;

/**
 * Reports in the Influx line protocol, over HTTP or another transport; see {@link InfluxFormat} for
 * the lines.
 *
 * <p>Every report stands for itself: one that was lost leaves a gap, but no wrong number. Points
 * that the server refuses, such as those whose fields it has under another type, are counted as
 * dropped, and the others of a report are written. One thread at a time may report.
 */
public final class InfluxReporter extends LineReporter {
  /** Servers refuse points whose name and tags are longer. */
  static final int LONGEST_LINE = 65_535;

  InfluxReporter(InfluxFormat format, LineTransport transport) {
    super("InfluxReporter", format, transport, LONGEST_LINE);
  }

  /**
   * Returns a reporter over HTTP or HTTPS.
   *
   * @param server such as {@code http://127.0.0.1:8086}
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host
   */
  public static InfluxReporterBuilder http(URI server) {
    return new InfluxReporterBuilder(server);
  }

  /**
   * Returns a reporter over UDP, without acknowledgements.
   *
   * @param host a name or an address
   * @param port from 1 to 65535
   * @return the reporter
   * @throws IllegalArgumentException if the port is out of range
   */
  public static InfluxReporter udp(String host, int port) {
    return over(new UdpTransport(host, port), "", Fields.all());
  }

  /**
   * Returns a reporter over any transport of lines, such as a socket of Telegraf's. Times are
   * nanoseconds.
   *
   * @param transport closed with the reporter
   * @param prefix what all measurements begin with, without the dot that follows; empty for nothing
   * @param fields what is sent of each series
   * @return the reporter
   */
  public static InfluxReporter over(LineTransport transport, String prefix, Fields fields) {
    return new InfluxReporter(InfluxFormat.nanos(prefix, fields), transport);
  }
}
