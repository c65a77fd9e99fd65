package io.tapes.reporters.transport;

import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.ByteBuffer;
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

  /** InfluxDB takes the other lines of a request, and says how many it did not. */
  private static final Pattern PARTLY = Pattern.compile("\\bdropped=(\\d{1,9})\\b");

  private final Requests requests;

  /**
   * Returns a transport.
   *
   * @param http the server; closed with this transport
   * @param path behind the server's address, percent-encoded, perhaps with a query
   * @param contentType of the lines
   */
  public HttpLineTransport(HttpTransport http, String path, String contentType) {
    this(new Requests(http, path, contentType));
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
    private long refused;

    Requests(HttpTransport http, String path, String contentType) {
      this.http = http;
      this.path = path;
      this.contentType = contentType;
    }

    @Override
    public void carry(ByteBuffer buffer) throws IOException {
      byte[] body = new byte[buffer.remaining()];
      buffer.get(body);
      try {
        http.send("POST", path, contentType, body);
      } catch (HttpStatusException e) {
        if (e.status() != 400 && e.status() != 413 && e.status() != 422) {
          throw e; // such as a wrong password or database: somebody can put it right
        }
        refused += counted(e, body);
        log.warn("lines are dropped: " + LogLimiter.describe(e), e);
      }
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
      return Long.parseLong(partly.group(1));
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
