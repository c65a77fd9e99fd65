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
 * after a quarter of a second, doubling, or what {@code Retry-After} asks for where that is longer.
 * None but the first goes on longer than until the time to give up. A server may ask for five
 * minutes at the most; where it asks for more than the time that is left, the request fails at
 * once, and later ones fail without traffic until that time has come. Redirections are not
 * followed: credentials stay where they were sent to.
 *
 * <p>{@link #send} blocks, also between attempts. Nothing is kept for later. One thread at a time
 * may use an instance.
 */
public final class HttpTransport implements AutoCloseable {
  private final HttpTransportBuilder settings;
  private final HttpClient client;
  private boolean askedToWait;
  private long notBeforeNanos;
  private boolean closed;

  HttpTransport(HttpTransportBuilder settings) {
    this.settings = settings;
    this.client = settings.client();
  }

  /**
   * Returns a transport to one server.
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
    URI uri = settings.uri(path);
    String name = method + " " + settings.shown(path);
    if (closed) {
      throw new IOException("the transport is closed; make a new one");
    }
    long waits = notBeforeNanos - settings.clock.nanoTime();
    if (askedToWait && waits > 0) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(waits) + 1;
      throw new IOException(
          name + " is not sent: the server asked to wait for another " + seconds + " s");
    }
    askedToWait = false;
    HttpRequest request = settings.request(uri, method, contentType, encoded(body));
    long deadline = settings.clock.nanoTime() + settings.giveUpAfter.toNanos();
    for (int attempts = 1; ; attempts++) {
      IOException failure;
      Duration pause = HttpRetries.pause(attempts);
      try {
        HttpResponse<byte[]> response =
            attempt(
                request, attempts == 1 ? Long.MAX_VALUE : leftUntil(deadline), LimitedBody.MESSAGE);
        HttpReply reply = reply(response);
        if (reply.status() / 100 == 2) {
          return reply;
        }
        failure = new HttpStatusException(name, reply);
        if (!settings.retried.test(reply.status())) {
          throw failure;
        }
        pause = longer(pause, response);
      } catch (HttpStatusException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = new IOException(name + " failed: " + e, e);
      }
      if (settings.clock.nanoTime() - deadline + pause.toNanos() >= 0) {
        throw failure;
      }
      settings.sleeper.pause(pause);
    }
  }

  /**
   * Gets a page, once: who reads one page after the other asks again soon anyway.
   *
   * @param path behind the base address, as with {@link #send}
   * @param accept the media types that are wanted
   * @param mostBytes the most that is taken; a longer page is refused
   * @return the page
   * @throws HttpStatusException if the status is not 2xx; redirections are not followed
   * @throws IOException if it cannot be read in time, or is too long
   */
  public HttpPage get(String path, String accept, int mostBytes) throws IOException {
    String name = "GET " + settings.shown(path);
    HttpRequest request = settings.request(settings.uri(path), accept);
    HttpResponse<byte[]> response;
    try {
      response = attempt(request, Long.MAX_VALUE, mostBytes + 1);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(name + " failed: " + e, e);
    }
    if (response.statusCode() / 100 != 2) {
      throw new HttpStatusException(name, reply(response));
    }
    if (response.body().length > mostBytes) {
      throw new IOException(name + " answered more than " + mostBytes + " bytes; raise the limit");
    }
    return new HttpPage(
        response.headers().firstValue("Content-Type").orElse(""),
        response.headers().firstValue("Content-Encoding").orElse(""),
        response.body());
  }

  private static HttpReply reply(HttpResponse<byte[]> response) {
    return new HttpReply(response.statusCode(), response.body(), response.headers().map());
  }

  /** The own pause, or that which the server asks for, also of later requests. */
  private Duration longer(Duration own, HttpResponse<?> response) {
    Optional<Duration> asked =
        response
            .headers()
            .firstValue("Retry-After")
            .flatMap(header -> HttpRetries.retryAfter(header, settings.now()));
    if (asked.isEmpty()) {
      return own;
    }
    Duration pause = asked.get().compareTo(own) > 0 ? asked.get() : own;
    askedToWait = true;
    notBeforeNanos = settings.clock.nanoTime() + pause.toNanos();
    return pause;
  }

  private long leftUntil(long deadline) {
    return Math.max(1, deadline - settings.clock.nanoTime());
  }

  private HttpResponse<byte[]> attempt(HttpRequest request, long mostNanos, int mostBytes)
      throws IOException {
    long limit = Math.min(settings.timeout.toNanos(), mostNanos);
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(request, answer -> new LimitedBody(mostBytes));
    try {
      // The request's own time-out ends when the answer's headers are there.
      return response.get(limit, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new HttpTimeoutException(
          "no whole answer within " + TimeUnit.NANOSECONDS.toMillis(limit) + " ms");
    } catch (InterruptedException e) {
      response.cancel(true);
      throw interrupted();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
  }

  /**
   * Returns the server's address, without a query, which may hold a secret.
   *
   * @return such as {@code http://127.0.0.1:9091}
   */
  public String destination() {
    return settings.shown("");
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
