package io.tapes.cli;

import io.tapes.reporters.transport.BacklogTransport;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.StreamTransport;
import io.tapes.reporters.transport.StreamTransportBuilder;
import io.tapes.reporters.transport.UdpTransport;
import io.tapes.reporters.transport.UnixDatagramTransport;
import java.nio.file.Path;
import java.util.List;

/**
 * Where lines go: {@code HOST:PORT}, {@code udp://…}, {@code tcp://…}, {@code tls://…}, {@code
 * unix:///path} or {@code unix-datagram:///path}.
 */
final class Lines {
  private static final long BACKLOG_BYTES = 4 << 20;

  /** What is set beside an address with TLS alone. */
  private static final List<String> TLS = List.of("ca", "certificate", "key");

  private Lines() {}

  private static LineTransport tls(Spec spec, StreamTransportBuilder stream) {
    spec.requireBoth("certificate", "key");
    spec.optional("ca").ifPresent(given -> stream.authorities(spec.path("ca")));
    spec.optional("certificate")
        .ifPresent(given -> stream.clientCertificate(spec.path("certificate"), spec.path("key")));
    return stream.build();
  }

  /**
   * A transport to the address of some settings.
   *
   * @param usual what an address without a scheme is; where that is TCP, lines wait while no server
   *     is there
   */
  static LineTransport to(Spec spec, String usual) {
    LineTransport transport = withoutBacklog(spec, usual);
    // Only lines with a time of their own may wait; increases are summed up by their reporter.
    return usual.equals("tcp") ? new BacklogTransport(transport, BACKLOG_BYTES) : transport;
  }

  /** The same, for increases: what was not delivered is part of the next report. */
  static LineTransport withoutBacklog(Spec spec, String usual) {
    String address = spec.required("address");
    int colons = address.indexOf("://");
    String scheme = colons < 0 ? usual : address.substring(0, colons);
    String rest = colons < 0 ? address : address.substring(colons + 3);
    LineTransport transport =
        switch (scheme) {
          case "udp" -> {
            HostPort target = HostPort.parse(rest);
            yield new UdpTransport(target.host(), target.port());
          }
          case "tcp" -> {
            HostPort target = HostPort.parse(rest);
            yield StreamTransport.tcp(target.host(), target.port()).build();
          }
          case "tls" -> {
            HostPort target = HostPort.parse(rest);
            yield tls(spec, StreamTransport.tls(target.host(), target.port()));
          }
          case "unix" -> StreamTransport.unix(Path.of(rest)).build();
          case "unix-datagram" -> new UnixDatagramTransport(Path.of(rest));
          default ->
              throw spec.error(
                  "address '"
                      + address
                      + "' has no known scheme; write HOST:PORT, udp://HOST:PORT, tcp://HOST:PORT,"
                      + " tls://HOST:PORT or unix:///path");
        };
    if (!scheme.equals("tls") && TLS.stream().anyMatch(spec::isGiven)) {
      throw spec.error(
          "certificates are for tls://HOST:PORT alone; the address is '" + address + "'");
    }
    return transport;
  }
}
