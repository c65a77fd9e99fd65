package io.tapes.reporters.http;

import io.tapes.SnapshotSource;
import io.tapes.Tapes;
import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Serves the metrics of a source over HTTP: {@code /} is a dashboard for browsers and the nested
 * JSON for everything else, {@code /stats} and {@code /stats/my/timer} are JSON, {@code /metrics}
 * is for Prometheus, {@code /health} says that the server is up, and its source well. Any other
 * path gives the whole JSON, as Python tapes' HTTP reporter does.
 *
 * <p>Requests for data are answered on threads of its own pool, so that a slow gauge holds up no
 * request that needs no data. Each gets a snapshot that was taken after it came in; equal requests
 * that wait at the same time share one. All threads are daemons. A server listens once; any thread
 * may start and close it.
 *
 * <p>This class needs Netty only from {@link #builder} on.
 */
public final class HttpReporter implements AutoCloseable {
  private final HttpSettings settings;
  private @Nullable NettyServer server;
  private boolean closed;

  HttpReporter(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns a server on {@code 127.0.0.1:8889}, unless the builder is told otherwise.
   *
   * @param source what to serve, such as a registry or an aggregator
   * @return a builder
   * @throws IllegalStateException if Netty is not on the class path
   */
  public static HttpReporterBuilder builder(SnapshotSource source) {
    requireNetty();
    return new HttpReporterBuilder(new HttpSettings(source));
  }

  /**
   * Returns a builder for the {@linkplain Tapes#registry() global registry}.
   *
   * @return a builder
   */
  public static HttpReporterBuilder builder() {
    return builder(Tapes.registry());
  }

  private static void requireNetty() {
    try {
      ClassLoader loader = HttpReporter.class.getClassLoader();
      Class.forName("io.netty.handler.ssl.SslHandler", false, loader);
      Class.forName("io.netty.handler.codec.http.HttpServerCodec", false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalStateException(
          "the HTTP reporter needs Netty, which is not on the class path; add the artifacts"
              + " io.netty:netty-handler and io.netty:netty-codec-http (tapes-bom has their"
              + " versions)",
          e);
    }
  }

  /**
   * Starts listening. Where it fails, everything that was opened is closed again, and it may be
   * called again once the cause is gone.
   *
   * @return this server
   * @throws UncheckedIOException with a sentence if it cannot listen there: the port is in use, the
   *     host has no address, or a file with a certificate or key cannot be used
   * @throws IllegalStateException if it listens already, or was closed before
   */
  public synchronized HttpReporter start() {
    if (server != null || closed) {
      throw new IllegalStateException(
          "this HTTP reporter was " + (closed ? "closed" : "started") + " before; build a new one");
    }
    server = NettyServer.start(settings);
    return this;
  }

  /**
   * Returns the port it listens on.
   *
   * @return the bound port, also where 0 was asked for
   * @throws IllegalStateException if it is not running
   */
  public synchronized int port() {
    NettyServer running = server;
    if (running == null || closed) {
      throw new IllegalStateException(
          "this HTTP reporter has a port only between start() and close()");
    }
    return running.port();
  }

  /**
   * Returns where the dashboard is.
   *
   * @return such as {@code http://127.0.0.1:8889/}
   * @throws IllegalStateException if it is not running
   */
  public synchronized URI uri() {
    String scheme = settings.tls.isOn() ? "https" : "http";
    return URI.create(scheme + "://" + settings.authority(port()) + "/");
  }

  /** Stops listening and closes all connections. A second call does nothing. */
  @Override
  public void close() {
    NettyServer running;
    synchronized (this) {
      running = closed ? null : server;
      closed = true;
    }
    if (running != null) {
      running.close();
    }
  }
}
