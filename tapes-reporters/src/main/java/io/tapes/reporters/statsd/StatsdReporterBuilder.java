package io.tapes.reporters.statsd;

import io.tapes.reporters.format.Fields;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.UdpTransport;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link StatsdReporter}. One thread at a time may use a builder. */
public final class StatsdReporterBuilder {
  private String host = "127.0.0.1";
  private int port = 8125;
  private String prefix = "";
  private StatsdTags tags = StatsdTags.SEGMENTS;
  private int datagramBytes = UdpTransport.DEFAULT_DATAGRAM_BYTES;

  private Fields fields = Fields.all();
  private boolean distributions;
  private @Nullable LineTransport transport;

  StatsdReporterBuilder() {}

  /**
   * Sets the server.
   *
   * @param newHost a name or an address; looked up when first sent to, and again after failures
   * @return this builder
   */
  public StatsdReporterBuilder host(String newHost) {
    host = newHost;
    return this;
  }

  /**
   * Sets the server's port.
   *
   * @param newPort from 1 to 65535; 8125 by default
   * @return this builder
   */
  public StatsdReporterBuilder port(int newPort) {
    port = newPort;
    return this;
  }

  /**
   * Sets what all names begin with.
   *
   * @param newPrefix without the dot that follows; nothing by default
   * @return this builder
   */
  public StatsdReporterBuilder prefix(String newPrefix) {
    prefix = newPrefix;
    return this;
  }

  /**
   * Sets how tags are carried.
   *
   * @param newTags {@link StatsdTags#SEGMENTS} by default
   * @return this builder
   */
  public StatsdReporterBuilder tags(StatsdTags newTags) {
    tags = newTags;
    return this;
  }

  /**
   * Chooses what is sent of each series.
   *
   * @param newFields {@link Fields#all} by default
   * @return this builder
   */
  public StatsdReporterBuilder fields(Fields newFields) {
    fields = newFields;
    return this;
  }

  /**
   * Sends what histograms and timers recorded as DogStatsD's distributions; see {@link
   * StatsdFormat#distributions}. No other server knows these.
   *
   * @return this builder
   */
  public StatsdReporterBuilder distributions() {
    distributions = true;
    return this;
  }

  /**
   * Sends in another way than by UDP, such as over TCP or a Unix socket. Host, port and the limit
   * of a datagram are then of no account.
   *
   * @param newTransport closed with the reporter
   * @return this builder
   */
  public StatsdReporterBuilder transport(LineTransport newTransport) {
    transport = newTransport;
    return this;
  }

  /**
   * Limits the size of a datagram.
   *
   * @param newLimit bytes, {@link UdpTransport#DEFAULT_DATAGRAM_BYTES} by default
   * @return this builder
   */
  public StatsdReporterBuilder datagramBytes(int newLimit) {
    datagramBytes = newLimit;
    return this;
  }

  /**
   * Makes the reporter. It sends nothing and looks up no name yet.
   *
   * @return the reporter
   * @throws IllegalArgumentException if the port or the limit is out of range
   */
  public StatsdReporter build() {
    LineTransport carrier =
        transport == null ? new UdpTransport(host, port, datagramBytes) : transport;
    StatsdFormat format = StatsdFormat.of(prefix, tags, fields);
    return new StatsdReporter(distributions ? format.distributions() : format, carrier);
  }
}
