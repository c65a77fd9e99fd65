package io.tapes.reporters.prometheus;

import io.tapes.reporters.transport.HttpReply;
import io.tapes.reporters.transport.HttpStatusException;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Sends requests, and counts what the receiver says that it has not taken.
 *
 * <p>One thread at a time may use an instance.
 */
final class RemoteWriteSender implements AutoCloseable {
  private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";

  /**
   * Of the sender's settings rather than of what was sent: a change of settings puts these right.
   */
  private static final Set<Integer> OF_SETTINGS = Set.of(401, 403, 404, 405, 407);

  private static final int UNKNOWN_TYPE = 415;

  private final LogLimiter log = RemoteWriteLog.limited();
  private final Function<RemoteWriteProtocol, HttpTransport> transports;
  private RemoteWriteProtocol protocol;
  private HttpTransport http;
  private long dropped;

  RemoteWriteSender(
      RemoteWriteProtocol protocol, Function<RemoteWriteProtocol, HttpTransport> transports) {
    this.transports = transports;
    this.protocol = protocol;
    this.http = transports.apply(protocol);
  }

  /** The version that requests are to be written in. */
  RemoteWriteProtocol protocol() {
    return protocol;
  }

  /**
   * Sends a request.
   *
   * @return false if the receiver does not know the version of the protocol and has therefore taken
   *     nothing: from now on {@link #protocol} is another one
   * @throws IOException if it is to be sent again, or a setting has to be put right
   */
  boolean send(RemoteWriteRequest request) throws IOException {
    try {
      HttpReply reply = http.send("POST", "", request.protocol().contentType, request.body());
      if (request.protocol() == RemoteWriteProtocol.V1) {
        if (reply.body().length > 0) {
          log.warn(http.destination() + " took a request and said: " + excerpt(reply), null);
        }
        return true;
      }
      if (knows(reply::header)) {
        count(request, written(request, reply::header), "it has taken a part only");
        return true;
      }
    } catch (HttpStatusException e) {
      if (e.status() == UNKNOWN_TYPE && request.protocol() == RemoteWriteProtocol.V2) {
        return fallBack();
      }
      if (!e.permanent() || e.status() < 400 || OF_SETTINGS.contains(e.status())) {
        throw e;
      }
      // It would be refused again: such as samples that are older than what the receiver has.
      boolean partly = request.protocol() == RemoteWriteProtocol.V2 && knows(e::header);
      count(request, partly ? written(request, e::header) : 0, LogLimiter.describe(e));
      return true;
    }
    return fallBack(); // who knows 2.0 says how much was written; to others the body was empty
  }

  private boolean fallBack() {
    log.warn(
        http.destination() + " does not know remote write 2.0; it is sent 1.0 from now on", null);
    http.close();
    protocol = RemoteWriteProtocol.V1;
    http = transports.apply(protocol);
    return false;
  }

  private static boolean knows(Function<String, Optional<String>> headers) {
    return headers.apply(WRITTEN.formatted("Samples")).isPresent()
        || headers.apply(WRITTEN.formatted("Histograms")).isPresent();
  }

  private static long written(
      RemoteWriteRequest request, Function<String, Optional<String>> headers) {
    return written(headers, "Samples", request.samples())
        + written(headers, "Histograms", request.histograms());
  }

  /** What the receiver says, as far as it can be: no more than there was. */
  private static long written(Function<String, Optional<String>> headers, String what, int sent) {
    String said = headers.apply(WRITTEN.formatted(what)).orElse("").strip();
    if (said.isEmpty() || !said.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    return said.length() > 9 ? sent : Math.min(sent, Long.parseLong(said));
  }

  private void count(RemoteWriteRequest request, long written, String reason) {
    long missing = request.points() - written;
    if (missing > 0) {
      dropped += missing;
      log.warn(
          missing
              + " of "
              + request.points()
              + " points to "
              + http.destination()
              + " are dropped: "
              + reason,
          null);
    }
  }

  private static String excerpt(HttpReply reply) {
    String text = reply.text().strip();
    return text.length() <= 300 ? text : text.substring(0, 300) + " …";
  }

  String destination() {
    return http.destination();
  }

  /** How many points the receiver has not taken and never will. */
  long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    http.close();
  }
}
