package io.tapes.reporters.transport;

import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Sends lines in the bodies of POST requests, each with a line feed behind it, at most 1 MiB at a
 * time.
 *
 * <p>Lines that the server will never take (it answers 400, 413 or 422) are counted as refused and
 * logged at most once a minute, and do not keep the lines behind them from being sent. One thread
 * at a time may use an instance.
 */
public final class HttpLineTransport extends BufferedLines {
  private static final int BODY_BYTES = 1 << 20;

  private static final int MOST_SHOWN = 300;

  /** Servers that take the other lines of a request say how many they did not. */
  private static final Pattern PARTLY =
      Pattern.compile("\\bdropped=(\\d{1,9})\\b|\"failed\":\\s*(\\d{1,9})\\b");

  private final Requests requests;

  /**
   * Returns a transport.
   *
   * @param http the server; closed with this transport
   * @param path behind the server's address, percent-encoded, perhaps with a query
   * @param contentType of the lines
   */
  public HttpLineTransport(HttpTransport http, String path, String contentType) {
    this(new Requests(http, path, contentType, false, reply -> 0));
  }

  /**
   * Returns a transport of lines that are JSON values: each body is an array of them.
   *
   * @param http the server; closed with this transport
   * @param path behind the server's address, percent-encoded, perhaps with a query
   * @return the transport
   */
  public static HttpLineTransport jsonArrays(HttpTransport http, String path) {
    return new HttpLineTransport(new Requests(http, path, "application/json", true, reply -> 0));
  }

  /**
   * Returns a transport to a server that says in the body of its answer how much of a request it
   * has not taken.
   *
   * @param http the server; closed with this transport
   * @param path behind the server's address, percent-encoded, perhaps with a query
   * @param contentType of the lines
   * @param refused how many lines that are, by the answer
   * @return the transport
   */
  public static HttpLineTransport checked(
      HttpTransport http, String path, String contentType, ToLongFunction<HttpReply> refused) {
    return new HttpLineTransport(new Requests(http, path, contentType, false, refused));
  }

  private HttpLineTransport(Requests requests) {
    super(BODY_BYTES, Layout.TERMINATED, requests);
    this.requests = requests;
  }

  /** One request for each full buffer. */
  private static final class Requests implements LineCarrier {
    private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(HttpLineTransport.class));
    private final HttpTransport http;
    private final String path;
    private final String contentType;
    private final boolean array;
    private final ToLongFunction<HttpReply> refusedBy;
    private long refused;

    Requests(
        HttpTransport http,
        String path,
        String contentType,
        boolean array,
        ToLongFunction<HttpReply> refusedBy) {
      this.http = http;
      this.path = path;
      this.contentType = contentType;
      this.array = array;
      this.refusedBy = refusedBy;
    }

    @Override
    public void carry(ByteBuffer buffer) throws IOException {
      byte[] body = new byte[buffer.remaining()];
      buffer.get(body);
      try {
        HttpReply reply = http.send("POST", path, contentType, array ? array(body) : body);
        long missing = refusedBy.applyAsLong(reply);
        if (missing > 0) {
          refused += missing;
          log.warn(missing + " lines or more are dropped: " + excerpt(reply.text()), null);
        }
      } catch (HttpStatusException e) {
        if (e.status() != 400 && e.status() != 413 && e.status() != 422) {
          throw e; // such as a wrong password or database, which can be put right
        }
        refused += counted(e, body);
        log.warn("lines are dropped: " + LogLimiter.describe(e), e);
      }
    }

    /** Lines have no line feeds inside: those behind them become what separates elements. */
    private static byte[] array(byte[] lines) {
      byte[] array = new byte[lines.length + 1];
      array[0] = '[';
      for (int i = 0; i < lines.length; i++) {
        array[i + 1] = lines[i] == '\n' ? (byte) ',' : lines[i];
      }
      array[lines.length] = ']';
      return array;
    }

    private static String excerpt(String text) {
      return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + " …";
    }

    @Override
    public String destination() {
      return http.destination();
    }

    @Override
    public void close() {
      http.close();
    }
  }

  private static long counted(HttpStatusException answer, byte[] body) {
    Matcher partly = PARTLY.matcher(String.valueOf(answer.getMessage()));
    if (partly.find()) {
      return Long.parseLong(partly.group(1) == null ? partly.group(2) : partly.group(1));
    }
    long all = 0;
    for (byte b : body) {
      all += b == '\n' ? 1 : 0;
    }
    return all;
  }

  @Override
  public long refusedLines() {
    return requests.refused;
  }
}
