package io.tapes.reporters.spectatord;

import io.tapes.reporters.transport.FileTransport;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.UdpTransport;
import io.tapes.reporters.transport.UnixDatagramTransport;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of a {@link SpectatordReporter}. One thread at a time may use a builder. */
public final class SpectatordReporterBuilder {
  /** The agent takes no larger ones, and on its own host nothing else limits them. */
  static final int HOST_BYTES = 60 << 10;

  private LineTransport transport = at("udp");
  private String prefix = "";
  private Duration gaugeTtl = Duration.ofMinutes(15);
  private boolean percentiles = true;

  SpectatordReporterBuilder() {}

  /**
   * Sets where the agent listens.
   *
   * @param location {@code udp} (127.0.0.1:1234, the default), {@code unix} (its usual socket, for
   *     which Netty's epoll transport is needed), {@code udp://HOST:PORT}, {@code unix://PATH} or
   *     {@code file://PATH}; see {@link SpectatordLocation}
   * @return this builder
   * @throws IllegalArgumentException if it is none of these
   */
  public SpectatordReporterBuilder location(String location) {
    transport = at(location);
    return this;
  }

  private static LineTransport at(String location) {
    SpectatordLocation to = SpectatordLocation.of(location);
    int bytes = to.isLocal() ? HOST_BYTES : UdpTransport.DEFAULT_DATAGRAM_BYTES;
    return switch (to.kind()) {
      case UDP -> new UdpTransport(to.host(), to.port(), bytes);
      case UNIX -> new UnixDatagramTransport(Path.of(to.path()), bytes);
      case FILE -> FileTransport.builder(Path.of(to.path())).build();
      case NONE, MEMORY, STDOUT, STDERR ->
          throw new IllegalArgumentException(
              "a reporter does not write to '"
                  + location
                  + "'; write udp, unix, udp://HOST:PORT, unix://PATH or file://PATH");
    };
  }

  /**
   * Sends in any other way.
   *
   * @param newTransport closed with the reporter
   * @return this builder
   */
  public SpectatordReporterBuilder transport(LineTransport newTransport) {
    transport = newTransport;
    return this;
  }

  /**
   * Sets what all names begin with.
   *
   * @param newPrefix without the dot that follows; nothing by default
   * @return this builder
   */
  public SpectatordReporterBuilder prefix(String newPrefix) {
    prefix = newPrefix;
    return this;
  }

  /**
   * Sets how long the agent keeps a gauge after the last report. Every report sends all gauges
   * again, whenever they were set; one that is removed, or set to not a number, is withdrawn.
   *
   * @param newTtl at least 5 seconds; 15 minutes by default
   * @return this builder
   */
  public SpectatordReporterBuilder gaugeTtl(Duration newTtl) {
    gaugeTtl = newTtl;
    return this;
  }

  /**
   * Sends no percentiles of timers and histograms, which are some lines each.
   *
   * @return this builder
   */
  public SpectatordReporterBuilder withoutPercentiles() {
    percentiles = false;
    return this;
  }

  /**
   * Makes the reporter. It sends nothing and looks up no name yet.
   *
   * @return the reporter
   * @throws IllegalArgumentException if gauges live for less than 5 seconds
   */
  public SpectatordReporter build() {
    return new SpectatordReporter(SpectatordFormat.of(prefix, gaugeTtl, percentiles), transport);
  }
}
