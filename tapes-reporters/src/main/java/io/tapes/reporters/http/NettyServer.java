package io.tapes.reporters.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelException;
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
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tapes.reporters.transport.OwnThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sockets and threads of one HTTP reporter: one event loop for all connections, and up to four
 * threads, gone when idle, on which snapshots are taken.
 */
final class NettyServer {
  private static final int MAX_REQUEST_LINE = 8 << 10;
  private static final int MAX_HEADERS = 16 << 10;

  /** Small, so that what a client has read is known soon; Linux doubles it. */
  private static final int SEND_BUFFER = 128 << 10;

  private static final int WORKERS = 4;
  private static final long CLOSE_SECONDS = 5;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("tapes-http", true), NioIoHandler.newFactory());
  private final ChannelGroup channels = new DefaultChannelGroup(loop.next());
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpSettings settings;
  private final InetSocketAddress address;
  private final ThreadPoolExecutor workers;
  private final Service service;
  private final LiveTls tls;
  private int port;

  private NettyServer(HttpSettings settings, InetSocketAddress address, LiveTls tls) {
    this.settings = settings;
    this.address = address;
    this.tls = tls;
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
    this.service = new Service(settings, workers, address.getAddress().isLoopbackAddress());
  }

  static NettyServer start(HttpSettings settings) {
    return OwnThread.call("tapes-http-start", () -> open(settings));
  }

  private static NettyServer open(HttpSettings settings) {
    try {
      NettyServer server = make(settings, address(settings), new LiveTls(settings.tls));
      boolean listens = false;
      try {
        server.bind();
        server.watchCertificates();
        server.warnIfOpen();
        listens = true;
        return server;
      } finally {
        if (!listens) {
          server.end();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static NettyServer make(HttpSettings settings, InetSocketAddress address, LiveTls tls)
      throws IOException {
    try {
      return new NettyServer(settings, address, tls);
    } catch (IllegalStateException | ChannelException e) { // Netty's, for want of a descriptor
      throw new IOException(
          "cannot listen on "
              + settings.authority(settings.port)
              + ": Netty cannot begin ("
              + e.getMessage()
              + "); let this process open more files ('ulimit -n')",
          e);
    }
  }

  private static InetSocketAddress address(HttpSettings settings) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.host, settings.port);
    if (address.isUnresolved()) {
      throw new IOException(
          "cannot listen on "
              + settings.authority(settings.port)
              + ": the host name has no address; use one of this machine");
    }
    return address;
  }

  private void watchCertificates() {
    long millis = settings.tlsCheck.toMillis();
    if (tls.hasFiles()) {
      loop.next().scheduleWithFixedDelay(this::refreshTls, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Files may be slow to read: on a worker. */
  private void refreshTls() {
    try {
      workers.execute(() -> tls.refresh(service::failed));
    } catch (RejectedExecutionException e) { // all are busy: the next time
      service.failed();
    }
  }

  private void warnIfOpen() {
    boolean open =
        !address.getAddress().isLoopbackAddress()
            && !settings.credentials.isNeeded()
            && !settings.tls.clientCertificates;
    if (open) {
      Log.HTTP.warn(
          "the HTTP reporter on {} lets every client read that reaches it; set basicAuth, bearer or"
              + " clientCertificates, or listen on 127.0.0.1",
          settings.authority(port));
    }
  }

  private void bind() throws IOException {
    String where = settings.authority(settings.port);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
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
      String said = String.valueOf(failure.getMessage());
      throw new IOException(
          "cannot listen on " + where + " (" + said + "); " + remedy(said), failure);
    }
    if (failure != null) {
      throw new IOException("cannot listen on " + where + ": " + failure, failure);
    }
    channels.add(bound.channel());
    port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  private static String remedy(String said) {
    if (said.contains("assign")) {
      return "use an address of this machine, or 0.0.0.0 for all of them";
    }
    return said.contains("ermission")
        ? "use a port above 1023"
        : "stop the other process, or use another address or port, such as 0 for any free one";
  }

  private void accept(SocketChannel channel) {
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    if (connections.incrementAndGet() > settings.maxConnections) {
      channel.close();
      return;
    }
    channels.add(channel);
    tls.context()
        .ifPresent(
            secure -> {
              SslHandler handler = secure.newHandler(channel.alloc());
              handler.setHandshakeTimeoutMillis(settings.timeout.toMillis());
              channel.pipeline().addLast(handler);
            });
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
    OwnThread.call("tapes-http-close", this::end);
  }

  private boolean end() {
    channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    workers.shutdownNow();
    return loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
