package io.tapes.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host and a port, written {@code 127.0.0.1:8889} or {@code [::1]:8889}. */
record HostPort(String host, int port) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?:\\[(?<six>[0-9A-Fa-f:.%]+)]|(?<host>[^:\\[\\]/\\s]+)):(?<port>\\d{1,5})");

  static HostPort parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group("port"));
      if (port <= 65535) {
        String six = matcher.group("six");
        return new HostPort(six == null ? matcher.group("host") : six, port);
      }
    }
    throw UserError.usage(
        "'" + text + "' is not a host and a port; write 127.0.0.1:8889 or [::1]:8889");
  }

  /** As {@link #parse}, and empty for {@code none}. */
  static Optional<HostPort> parseOrNone(String text) {
    return text.equals("none") ? Optional.empty() : Optional.of(parse(text));
  }

  HostPort withPort(int actual) {
    return new HostPort(host, actual);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
