package io.tapes.reporters.graphite;

import io.tapes.reporters.format.Fields;
import io.tapes.reporters.transport.BacklogTransport;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.StreamTransport;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link GraphiteReporter}. One thread at a time may use a builder. */
public final class GraphiteReporterBuilder {
  private String host = "127.0.0.1";
  private int port = 2003;
  private String prefix = "";
  private GraphiteTags tags = GraphiteTags.TAGS;
  private Fields fields = Fields.all();
  private long backlogBytes;
  private @Nullable LineTransport transport;

  GraphiteReporterBuilder() {}

  /**
   * Sets the server.
   *
   * @param newHost a name or an address; looked up at each connection
   * @return this builder
   */
  public GraphiteReporterBuilder host(String newHost) {
    host = newHost;
    return this;
  }

  /**
   * Sets the server's port for plaintext.
   *
   * @param newPort from 1 to 65535; 2003 by default
   * @return this builder
   */
  public GraphiteReporterBuilder port(int newPort) {
    port = newPort;
    return this;
  }

  /**
   * Sets what all paths begin with.
   *
   * @param newPrefix without the dot that follows; nothing by default
   * @return this builder
   */
  public GraphiteReporterBuilder prefix(String newPrefix) {
    prefix = newPrefix;
    return this;
  }

  /**
   * Sets how tags are carried.
   *
   * @param newTags {@link GraphiteTags#TAGS} by default
   * @return this builder
   */
  public GraphiteReporterBuilder tags(GraphiteTags newTags) {
    tags = newTags;
    return this;
  }

  /**
   * Chooses what is sent of each series.
   *
   * @param newFields {@link Fields#all} by default
   * @return this builder
   */
  public GraphiteReporterBuilder fields(Fields newFields) {
    fields = newFields;
    return this;
  }

  /**
   * Keeps lines while the server is away, and sends them under their own times when it is back.
   *
   * @param newLimit the most memory for lines to keep, in bytes: 64 for each line and 2 for each of
   *     its characters; the oldest are dropped first. 0, the default, keeps none
   * @return this builder
   */
  public GraphiteReporterBuilder backlogBytes(long newLimit) {
    backlogBytes = newLimit;
    return this;
  }

  /**
   * Sends in another way than by TCP, such as over UDP or a Unix socket. Host and port are then of
   * no account.
   *
   * @param newTransport closed with the reporter
   * @return this builder
   */
  public GraphiteReporterBuilder transport(LineTransport newTransport) {
    transport = newTransport;
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing and looks up no name yet.
   *
   * @return the reporter
   * @throws IllegalArgumentException if the port is out of range
   */
  public GraphiteReporter build() {
    LineTransport carrier = transport == null ? StreamTransport.tcp(host, port).build() : transport;
    if (backlogBytes != 0) {
      carrier = new BacklogTransport(carrier, backlogBytes);
    }
    return new GraphiteReporter(GraphiteFormat.of(prefix, tags, fields), carrier);
  }
}
