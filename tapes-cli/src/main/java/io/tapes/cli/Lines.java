package io.tapes.cli;

import io.tapes.reporters.transport.BacklogTransport;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.StreamTransport;
import io.tapes.reporters.transport.UdpTransport;
import io.tapes.reporters.transport.UnixDatagramTransport;
import java.nio.file.Path;

/**
 * Where lines go: {@code HOST:PORT}, {@code udp://…}, {@code tcp://…}, {@code unix:///path} or
 * {@code unix-datagram:///path}.
 */
final class Lines {
  private static final long BACKLOG_BYTES = 4 << 20;

  private Lines() {}

  /**
   * A transport to the address of some settings.
   *
   * @param usual what an address without a scheme is; over TCP, lines wait while nobody is there
   */
  static LineTransport to(Spec spec, String usual) {
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
          case "unix" -> StreamTransport.unix(Path.of(rest)).build();
          case "unix-datagram" -> new UnixDatagramTransport(Path.of(rest));
          default ->
              throw spec.error(
                  "address '"
                      + address
                      + "' has no known scheme; write HOST:PORT, udp://HOST:PORT, tcp://HOST:PORT"
                      + " or unix:///path");
        };
    // Only lines with a time of their own may wait; increases are summed up by their reporter.
    return usual.equals("tcp") ? new BacklogTransport(transport, BACKLOG_BYTES) : transport;
  }
}
