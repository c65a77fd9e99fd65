package io.tapes.reporters.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sockets and threads of one HTTP reporter: one event loop for all connections, and up to four
 * threads, gone when idle, on which snapshots are taken.
 */
final class NettyServer {
  private static final int MAX_REQUEST_LINE = 8 << 10;
  private static final int MAX_HEADERS = 16 << 10;

  private static final int WORKERS = 4;
  private static final long CLOSE_SECONDS = 5;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("tapes-http", true), NioIoHandler.newFactory());
  private final ChannelGroup channels = new DefaultChannelGroup(loop.next());
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpReporterBuilder settings;
  private final ThreadPoolExecutor workers;
  private final Service service;
  private @Nullable SslContext tls;
  private int port;

  private NettyServer(HttpReporterBuilder settings) {
    this.settings = settings;
    this.workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            10,
            TimeUnit.SECONDS,
            // A connection asks for one thing at a time: full only while the source hangs.
            new ArrayBlockingQueue<>(settings.maxConnections),
            new DefaultThreadFactory("tapes-http-worker", true));
    workers.allowCoreThreadTimeOut(true);
    this.service = new Service(settings, workers);
  }

  static NettyServer start(HttpReporterBuilder settings) {
    NettyServer server = new NettyServer(settings);
    try {
      server.bind();
      return server;
    } catch (IOException e) {
      server.close();
      throw new UncheckedIOException(e);
    }
  }

  private void bind() throws IOException {
    tls = settings.tls.build().orElse(null);
    String where = HttpReporterBuilder.hostAndPort(settings.host, settings.port);
    InetSocketAddress address = new InetSocketAddress(settings.host, settings.port);
    if (address.isUnresolved()) {
      throw new IOException(
          "cannot listen on " + where + ": the host name has no address; use one of this machine");
    }
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    Throwable failure = bound.cause();
    if (failure instanceof BindException) {
      throw new IOException(
          "cannot listen on "
              + where
              + " ("
              + failure.getMessage()
              + "); stop the other process, or use another address or port, such as 0 for any free"
              + " one",
          failure);
    }
    if (failure != null) {
      throw new IOException("cannot listen on " + where + ": " + failure, failure);
    }
    channels.add(bound.channel());
    port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  private void accept(SocketChannel channel) {
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    if (connections.incrementAndGet() > settings.maxConnections) {
      channel.close();
      return;
    }
    channels.add(channel);
    SslContext secure = tls;
    if (secure != null) {
      SslHandler handler = secure.newHandler(channel.alloc());
      handler.setHandshakeTimeoutMillis(settings.timeout.toMillis());
      channel.pipeline().addLast(handler);
    }
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_REQUEST_LINE)
                    .setMaxHeaderSize(MAX_HEADERS)),
            new RequestHandler(service));
  }

  int port() {
    return port;
  }

  /** Ends everything, also what is under way: a hanging gauge must not keep a process alive. */
  void close() {
    channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    workers.shutdownNow();
    loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
