package io.tapes.reporters.spectatord;

import io.tapes.reporters.transport.FileTransport;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.UdpTransport;
import io.tapes.reporters.transport.UnixDatagramTransport;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link SpectatordReporter}. One thread at a time may use a builder. */
public final class SpectatordReporterBuilder {
  private static final String UDP = "udp://127.0.0.1:1234";

  /** Not by URI, which has no hosts with underscores, as compose files name them. */
  private static final Pattern UDP_FORM =
      Pattern.compile("udp://(\\[[^\\[\\]]+\\]|[^\\[\\]/:@?#\\s]+):(\\d{1,5})/?");

  private static final String UNIX = "unix:///run/spectatord/spectatord.unix";

  /** The agent takes no larger ones, and on its own host nothing else limits them. */
  static final int HOST_BYTES = 60 << 10;

  private LineTransport transport = at(UDP);
  private String prefix = "";
  private Duration gaugeTtl = Duration.ofMinutes(15);
  private boolean percentiles = true;

  SpectatordReporterBuilder() {}

  /**
   * Sets where the agent listens.
   *
   * @param location {@code udp} (127.0.0.1:1234, the default), {@code unix} (its usual socket, for
   *     which Netty's epoll transport is needed), {@code udp://HOST:PORT}, {@code unix://PATH} or
   *     {@code file://PATH}
   * @return this builder
   * @throws IllegalArgumentException if it is none of these
   */
  public SpectatordReporterBuilder location(String location) {
    transport = at(location.equals("udp") ? UDP : location.equals("unix") ? UNIX : location);
    return this;
  }

  private static LineTransport at(String location) {
    Matcher udp = UDP_FORM.matcher(location);
    if (udp.matches()) {
      String host = udp.group(1);
      boolean here = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
      int bytes = here ? HOST_BYTES : UdpTransport.DEFAULT_DATAGRAM_BYTES;
      int port = Integer.parseInt(udp.group(2));
      return new UdpTransport(host.replaceAll("[\\[\\]]", ""), port, bytes);
    }
    URI uri = parsed(location);
    String scheme = String.valueOf(uri.getScheme());
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (scheme.equals("unix") && !path.isEmpty() && uri.getHost() == null) {
      return new UnixDatagramTransport(Path.of(path), HOST_BYTES);
    }
    if (scheme.equals("file") && !path.isEmpty() && uri.getHost() == null) {
      return FileTransport.builder(Path.of(path)).build();
    }
    throw unknown(location, null);
  }

  private static URI parsed(String location) {
    try {
      return new URI(location);
    } catch (URISyntaxException e) {
      throw unknown(location, e);
    }
  }

  private static IllegalArgumentException unknown(String location, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "'"
            + location
            + "' is no place of spectatord; write udp, unix, udp://HOST:PORT,"
            + " unix:///PATH or file:///PATH",
        cause);
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
