package io.tapes.reporters.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;

/**
 * Sends requests to one HTTP server, with time-outs, and again where that helps.
 *
 * <p>An attempt takes no longer than its time-out, the answer's body included. Attempts that did
 * not get through, and answers 408, 425, 429 and 5xx (not 501 and 505), are followed by another one
 * after the pause that {@code Retry-After} asks for, or a quarter of a second, doubling, until the
 * time to give up. If the server asks for a longer pause, the request fails at once, and later ones
 * fail without traffic until that time has come. Redirections are not followed: credentials stay
 * where they were sent to.
 *
 * <p>{@link #send} blocks, also between attempts. Nothing is kept for later. One thread at a time
 * may use an instance.
 */
public final class HttpTransport implements AutoCloseable {
  private final HttpTransportBuilder settings;
  private final HttpClient client;
  private Instant notBefore = Instant.MIN;
  private boolean closed;

  HttpTransport(HttpTransportBuilder settings) {
    this.settings = settings;
    this.client = settings.client();
  }

  /**
   * A transport to one server.
   *
   * @param base such as {@code http://127.0.0.1:9091}; what {@link #send} is given comes behind it
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host
   */
  public static HttpTransportBuilder builder(URI base) {
    return new HttpTransportBuilder(base);
  }

  /**
   * Sends a request until it is taken or there is no sense in going on.
   *
   * @param method such as {@code POST}
   * @param path behind the base address, percent-encoded, perhaps with a query; may be empty
   * @param contentType of the body
   * @param body the body; gzipped here where the settings say so
   * @return the answer, whose status is 2xx
   * @throws HttpStatusException if the server refuses
   * @throws IOException if it cannot be reached in time
   * @throws IllegalArgumentException if the path is malformed
   */
  public HttpReply send(String method, String path, String contentType, byte[] body)
      throws IOException {
    URI uri = URI.create(settings.base + path);
    String name = method + " " + uri;
    if (closed) {
      throw new IOException("the transport is closed; make a new one");
    }
    if (Instant.now().isBefore(notBefore)) {
      throw new IOException(name + " is not sent: the server asked to wait until " + notBefore);
    }
    HttpRequest request = settings.request(uri, method, contentType, encoded(body));
    long deadline = System.nanoTime() + settings.giveUpAfter.toNanos();
    for (int attempts = 1; ; attempts++) {
      IOException failure;
      Duration pause = HttpRetries.pause(attempts);
      try {
        HttpResponse<byte[]> response = attempt(request);
        HttpReply reply = new HttpReply(response.statusCode(), response.body());
        if (reply.status() / 100 == 2) {
          return reply;
        }
        failure = new HttpStatusException(name, reply);
        if (!HttpRetries.isWorthwhile(reply.status())) {
          throw failure;
        }
        Optional<Duration> asked =
            response
                .headers()
                .firstValue("Retry-After")
                .flatMap(header -> HttpRetries.retryAfter(header, Instant.now()));
        if (asked.isPresent()) {
          pause = asked.get();
          notBefore = Instant.now().plus(pause);
        }
      } catch (HttpStatusException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = new IOException(name + " failed: " + e, e);
      }
      if (System.nanoTime() - deadline + pause.toNanos() > 0) {
        throw failure;
      }
      sleep(pause);
    }
  }

  private HttpResponse<byte[]> attempt(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(request, answer -> new LimitedBody());
    try {
      // The request's own time-out ends when the answer's headers are there.
      return response.get(settings.timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new HttpTimeoutException(
          "no whole answer within " + settings.timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      response.cancel(true);
      throw interrupted();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while sending over HTTP");
  }

  private byte[] encoded(byte[] body) throws IOException {
    if (!settings.gzip || body.length == 0) {
      return body;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 32);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }

  /** Ends. Connections that are open are closed when they have been idle. */
  @Override
  public void close() {
    closed = true;
  }
}
